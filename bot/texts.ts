/** The sentences of the bot, zh-CN. No wording stands elsewhere in `bot/`, web apps apart. */
import type { HandoffReason } from '../knowledge/types.ts';
import type { ChannelName, CommandName, InterviewId, Rating, Unreadable } from './types.ts';

export const welcome =
  '您好，我是韶法通，韶关市公共法律服务的自动应答助手。\n\n我根据公开的法律规定和韶关市司法局的文件回答，每句话都有出处。我提供的是信息，不是法律意见。您说的话会存下来，用来回答您和转给工作人员；发 /privacy 可以查看或删除。\n\n您可以直接说出您的难处，也可以让我先问您几个问题。要找工作人员，说“转人工”；着急的事请拨打12348（公共法律服务热线），遇到危险请拨打110。';

/** The same in short, after the first answer to somebody who never saw the welcome. */
export const firstNotice =
  '我是韶法通，韶关市公共法律服务的自动应答助手。我提供的是信息，不是法律意见。您说的话会存下来，用来回答您和转给工作人员；发 /privacy 可以查看或删除。要找工作人员，说“转人工”。';

export const help =
  '可以这样用：\n· 直接打字提问，例如“哪些人优先得到服务？”\n· 看看能不能申请法律援助（不花钱请律师帮忙）：/aid\n· 看看该走哪条路：/door\n· 看某一条原文：/clause 九\n· 找工作人员：/person（或直接说“转人工”）\n· 重新开始：/new\n· 您的信息怎么保管，查看或删除：/privacy\n\n着急的事请拨打12348（公共法律服务热线）；遇到危险请拨打110。';

export const privacy =
  '关于您的信息：\n· 您说的话和发来的文件只存在韶关市司法局运行本助手的服务器上，用来回答您和转给工作人员，不作别的用途。\n· 请不要发身份证号、银行卡号和密码，问问题用不着。\n· 如果您在 Telegram 里提问，消息会经过境外的服务器，也会留在 Telegram 里，要您自己在那里删；不想这样，请用网页或拨打12348。\n· 您可以随时拿走一份您的记录，也可以把它全部删除。';

export const freshStart = '好的，我们重新开始。请说说您想问的事。';

export const clauseUsage = '请写明要看哪一条，例如：/clause 九，或 /clause 附件2 公证。';

const handoffLead: Record<HandoffReason, string> = {
  'not-in-sources': '我手里的文件没有写到这件事，我不能乱说。',
  'low-confidence': '这件事我拿不准，不敢乱说。',
  'asked-for-person': '好的，这就为您转给工作人员。',
  'unsupported-answer': '我没能核对清楚这件事的依据，所以先不回答。',
  failure: '抱歉，我这边出了点问题，这次没能回答您。',
};

/** What a person reads when the bot hands over. */
export function handoff(reason: HandoffReason, ticket: string): string {
  return `${handoffLead[reason]}\n\n已经给工作人员留言，编号 ${ticket}，回复会发到这个对话里。着急的话，请拨打12348（公共法律服务热线）。`;
}

/** The same question again while its ticket still waits. */
export const stillWaiting = (ticket: string) =>
  `这件事已经给工作人员留言了，编号 ${ticket}，还在等答复，回复会发到这个对话里。着急的话，请拨打12348（公共法律服务热线）。`;

// ——— interviews ———

/** What stands on the buttons that begin an interview. */
export const interviewLabels: Readonly<Record<InterviewId, string>> = {
  'legal-aid': '看看能不能申请法律援助',
  'which-door': '看看该走哪条路',
  'handoff-intake': '再补充几句',
  'special-groups': '我是优先服务的人群',
};

/** What somebody has asked about who came to an interview's result; else its headline. */
export const interviewMatters: Readonly<Record<string, string>> = { 'legal-aid': '申请法律援助' };

/** Other words that begin one; letters and digits only. */
export const interviewNames: readonly { id: InterviewId; names: readonly string[] }[] = [
  { id: 'legal-aid', names: ['法律援助自测', '法援自测', '法律援助预检', '法律援助申请前先问几句'] },
  { id: 'which-door', names: ['帮我看看该走哪条路', '先问我几个问题', '带我看看走哪条路'] },
  { id: 'handoff-intake', names: ['补充几句', '我再补充几句'] },
  { id: 'special-groups', names: ['优先服务登记', '登记优先服务'] },
];

/** Before the question that was left for a question of the person's own. */
export const backToInterview = '回到刚才的问题：';

export const toldLine = (short: string, answer: string) => `${short}：${answer}`;
export const notedInTicket = (ticket: string) => `您说的这些已经补到留言 ${ticket} 里。`;
export const ticketGone = '现在没有等着答复的留言，刚才说的没有转出去。要找工作人员，请说“转人工”。';

/** Why groups are noted, as the person agreed to it. */
export const recipientPurpose = '优先服务和适用相应规定';
/** Before an answer that a noted group decided between. */
export const byGroup = (group: string) =>
  `您登记过“${group}”，下面按这个来说；不是的话，说一声“撤回优先服务登记”。`;

/** In a ticket. */
export const priorityLine = (groups: readonly string[]) =>
  `优先服务人群（本人同意登记）：${groups.join('、')}`;

// ——— ratings, law education ———

export const ratingLabels: Readonly<Record<Rating, string>> = {
  useful: '有用',
  'off-target': '不是我要问的',
  wrong: '说错了',
  person: '转人工',
};
export const thanks = '谢谢，记下了。';
export const offerEducation = '要不要再听一条和这件事有关的法律小知识？';
export const tellMore = '好，讲一条';
export const noThanks = '不用了';
export const offerRefused = '好的。还有别的事，随时说。';
export const offTarget = '谢谢，记下了。请换个说法再问一次，把最想知道的那一点写出来；也可以请工作人员来看。';
export const saidWrong = '谢谢指出来，已经记下，会有人核对。这件事请先以工作人员的答复为准。';
export const education = (text: string, citation: string) => `${text}\n（${citation}）`;

// ——— what is on record about a person ———

export const exportLabel = '拿一份我的记录';
export const eraseLabel = '删除我的信息';
export const withdrawLabel = '撤回优先服务登记';
export const recordReady = '这是您在这里的全部记录：说过的话、留言、评价和登记。';
export const confirmErase = '确认删除';
export const keepRecord = '不，留着';
export const askErase = (tickets: readonly string[]) =>
  `您说过的话、发来的文件、评价、登记和留言会全部删除，不能再找回来。${
    tickets.length === 0 ? '' : `还在等答复的留言（${tickets.join('、')}）也会一起删除，工作人员就看不到了。`
  }\n\n确定要删除吗？`;
export const erased = '已经全部删除：您说过的话、文件、评价、登记和留言都没有了。';
export const groupsWithdrawn = '已经撤回，登记删掉了。';

/** The page that holds everything on record about a chat. */
export const record = {
  title: '韶法通：您的记录',
  fileName: '韶法通-我的记录.html',
  madeOn: (time: string) => `整理时间：${time}`,
  about: '这里是这个对话在韶法通留下的全部内容。文件末尾另附同样内容的数据，供程序读取。',
  said: '对话',
  roles: { citizen: '您', bot: '韶法通（自动应答）', staff: '工作人员' },
  basis: '依据：',
  tickets: '留言',
  ticketEvents: { opened: '留言', noted: '补充', answered: '答复', closed: '结束' },
  ratings: '您的评价',
  groups: '优先服务登记',
  groupsAgreed: (groups: string, purpose: string, time: string) =>
    `${groups}（用途：${purpose}；${time}同意）`,
  files: '发来的文件',
  file: (name: string, mime: string, size: number) => `${name}（${mime}，${Math.ceil(size / 1024)} KB）`,
  nothing: '没有',
} as const;

// ——— what is not words, and chats in which others read along ———

/** The words with which a person is asked for, offered as a choice. */
export const askForPerson = '转人工';

export const fileStored = (name: string) =>
  `「${name}」已经存好。我看不懂文件里的内容，也还没有人看过；要让工作人员看，请选“${askForPerson}”。想问什么，也可以直接用文字写。`;

export const fileInTicket = (name: string) => `「${name}」已经存好，和您的留言一起交给工作人员。`;

const writeInstead = '请用文字写下您想问的事，一两句话就行；想找工作人员，请说“转人工”。';

/** One clear reply to each thing that we cannot use. */
export const unreadable: Readonly<Record<Unreadable, string>> = {
  voice: `语音我还听不懂。${writeInstead}`,
  video: `视频我还看不了。${writeInstead}`,
  sticker: `表情贴纸我看不懂。${writeInstead}`,
  contact: `联系人名片我没有保存，也用不上。${writeInstead}`,
  other: `这种消息我还看不懂。${writeInstead}`,
  'file-too-large': '文件太大了：一个文件最多10MB，这个没有收下。请压缩或分开再发。',
  'file-lost': '文件没有收到，请再发一次。',
  'too-many-files': '您发的文件太多了，这个没有收下。请过一会儿再发，或先用文字说明。',
  'file-in-public': '群里发的文件我不收，免得别人看到，请私下发给我。',
  flood:
    '您发得太快了，后面的消息我没有看。请等一会儿，把要问的写成一条再发。遇到危险请马上拨打110，公共法律服务热线是12348。',
};

/** What stands in the transcript for something that is not words. */
export const sentLocation = '［位置］';
export const sentFile = (name: string) => `［文件］${name}`;
export const sentUnreadable: Readonly<Record<Unreadable, string>> = {
  voice: '［语音］',
  video: '［视频］',
  sticker: '［表情］',
  contact: '［名片］',
  other: '［其他消息］',
  'file-too-large': '［文件太大，没有收下］',
  'file-lost': '［文件没有收到］',
  'too-many-files': '［文件太多，没有收下］',
  'file-in-public': '［群里的文件，没有收下］',
  flood: '［发得太快，以后的消息没有看］',
};

/** A file as staff read of it in a ticket. `ref` is its path below DATA_DIR/files/. */
export const ticketFile = (name: string, mime: string, size: number, ref: string) =>
  `附件：${name}（${mime}，${Math.ceil(size / 1024)} KB），存于 files/${ref}`;

export const personalInPrivate = (link: string) => `这里大家都看得到。您自己的事，请私下问我：${link}`;

export const askInPrivate = (link: string) =>
  `这件事请私下问我，免得别人看到您的情况：${link}\n\n着急的话，请拨打12348（公共法律服务热线）；遇到危险请拨打110。`;

/** Why a ticket was opened, for staff. */
export const handoffReasonLabels: Record<HandoffReason, string> = {
  'not-in-sources': '文件中没有',
  'low-confidence': '拿不准',
  'asked-for-person': '要求人工',
  'unsupported-answer': '未通过核对',
  failure: '系统出错',
};

export function staffReply(ticket: string, text: string): string {
  return `工作人员回复（编号 ${ticket}）：\n\n${text}`;
}

/** What staff read of a question that was handed over. */
export function ticketSummary(question: string, found: string): string {
  return found === '' ? `问：${question}` : `问：${question}\n最接近的条款：${found}`;
}

export const serving = (address: string) => `韶法通已启动，请在浏览器打开 ${address}`;
export const stopping = '正在停止，手上的工作做完就退出';
export const stopFailed = '停止时出错';
export const noPassages = '没有可以引用的条款：seeds/papers 里没有能读的文件';
export const portInUse = (port: number) =>
  `端口 ${port} 已被占用：请先停掉占用它的程序，或用 PORT 换一个端口`;
export const portForbidden = (port: number) => `没有权限监听端口 ${port}：请用 PORT 换一个 1024 以上的端口`;
export const hostUnknown = (host: string) => `地址 ${host} 不在这台机器上：请检查设置 HOST`;

// ——— channels: HTTP errors, the plain-text form, menus ———

export const basis = '依据：';
/** Marks a source that is told in our own words. */
export const gist = '要旨';

/** What Telegram shows in its command menu. */
export const commandMenu: readonly { command: CommandName; description: string }[] = [
  { command: 'start', description: '开始' },
  { command: 'help', description: '怎么用' },
  { command: 'aid', description: '看看能不能申请法律援助' },
  { command: 'door', description: '看看该走哪条路' },
  { command: 'person', description: '找工作人员' },
  { command: 'new', description: '重新开始' },
  { command: 'clause', description: '看某一条原文，例如 /clause 九' },
  { command: 'privacy', description: '您的信息怎么保管，查看或删除' },
];

/** What a person reads who pressed a button; Telegram shows 200 characters. */
export const pressed = {
  chosen: (option: string) => `已选：${option}`,
  taken: '这个问题您已经选过了，请看后面的消息。',
  stale: '这是之前的问题的按钮，已经不用了。请看最新的消息，或直接打字。',
  unknown: '这个按钮不是给您的，或者已经失效。请直接打字问我。',
  tooFast: '您按得太快了，请等一会儿。',
  rated: '谢谢！',
  ratedBefore: '这一条已经记过了，谢谢！',
} as const;

/** Stands at the end of an answer in a channel where it may be passed on without the page around it. */
export const automated = '（自动应答，是信息，不是法律意见）';

/** Under a place: the maps that show it. */
export const maps = {
  lead: '地图：',
  names: { amap: '高德', baidu: '百度', tencent: '腾讯' },
  between: ' · ',
} as const;

/** The file that goes with a message could not be made or sent. */
export const noPdf =
  '可以打印的文件这次没有做出来，上面的文字照样有用。过一会儿可以再问一遍，到时再发给您；也可以在网页上问，那里能直接打印。';
export const noRecord = `记录文件这次没有做出来。请过一会儿再发 /export，或者说“${exportLabel}”。`;

/** The name of a photo, which has none of its own. */
export const photoName = '照片';
/** The name of a document that came without one. */
export const fileName = '文件';

export const terminalGreeting = '请打字提问，回车发送；/help 看用法，/quit 退出。';
export const terminalOptions = '可以这样回答：';

export const problems = {
  badJson: '请求内容不是有效的 JSON，请检查后重发。',
  badAddress: '网址里有无法识别的编码，请检查后重试。',
  unsupportedMediaType: '请用 application/json 格式发送。',
  bodyTooLarge: '内容太长了，请分几次发送。',
  unauthorized: '请在 Authorization 请求头里带上这个对话的令牌（Bearer）。',
  conversationNotFound: '没有这个对话，或令牌不对。请重新开始一个对话。',
  notFound: '没有这个地址。',
  notStored: '消息没有存下来，请稍后再发一次。着急的话，请拨打12348（公共法律服务热线）。',
  tooManyStreams: '这个对话打开的窗口太多了，请关掉几个再试。',
  webhookSecret: '请求头 X-Telegram-Bot-Api-Secret-Token 不对。',
  notConnected: 'Telegram 还没有连上，请稍后再送一次。',
  internal: '服务出了点问题，请稍后再试。着急的话，请拨打12348（公共法律服务热线）。',
  webNotBuilt: '网页还没有构建。请用 npm start 启动（会自动构建），或先运行 node scripts/build-web.ts。',
} as const;

export function textTooLong(limit: number): string {
  return `一次最多发 ${limit} 个字，请分几次发送。`;
}

export function tooManyRequests(seconds: number): string {
  return `发得太快了，请 ${seconds} 秒后再试。`;
}

export function invalidField(field: string): string {
  return field === '' ? '请求内容的格式不对。' : `「${field}」缺少或格式不对。`;
}

/** Summaries and descriptions of the HTTP interface, shown in the OpenAPI document. */
export const api = {
  title: '韶法通',
  description: '韶关市公共法律服务自动应答的网络接口。出错时一律返回 {error: {code, message}}。',
  health: '是否活着',
  ready: '能否提供服务；不能时说明缺什么',
  metrics: '运行指标（Prometheus 格式）',
  openapi: '本接口说明（OpenAPI 3.1）',
  createConversation: '新建一个对话，取得令牌',
  postMessage: '在对话里说一句话，或点「转人工」；存好之后才返回 202',
  duplicate: '同一个 clientMessageId 已经收过，这次没有重复处理',
  events: '接收对话里的新消息（server-sent events）',
  eventsBody:
    '事件 message：一行对话记录（JSON），事件编号就是 seq，断线后用 Last-Event-ID 续上，不丢不重；' +
    '事件 typing：{"active": 布尔}，是否正在准备回答；事件 state：{"phase": "live", "seq": 数字}，以前的消息已经发完。',
  lastEventId: '已经收到的最后一个 seq；不写则从头发送',
  conversationId: '对话编号，例如 web:Zm9vYmFyYmF6cXV4MTIzNA',
  clientMessageId: '客户端自己取的消息编号；重发同一条时不变',
  token: '放进 Authorization: Bearer 请求头；只给这一次，服务器不保存原文',
  tokenScheme: '新建对话时取得的令牌',
  telegramWebhook: '接收 Telegram 的更新；存好之后才返回 200',
  webhookScheme: 'Telegram 送来更新时带的密令',
} as const;

// ——— the ticket command ———

export const ticketsUsage =
  '用法：npm run -s tickets [-- --json] 列出等待回复的工单；npm run -s tickets -- answer 编号 "回复内容" 回复。';
export const noTicketsWaiting = '没有等待回复的工单。';
export const emptyReply = '回复内容是空的，请写上要说的话。';
export const replyByStaff = '工作人员';

export const channelLabels: Record<ChannelName, string> = {
  web: '网页',
  telegram: 'Telegram',
  terminal: '终端',
};

export const unknownTicket = (number: string) =>
  `没有编号为 ${number} 的工单。用 npm run -s tickets 查看编号。`;
export const alreadyAnswered = (number: string) => `${number} 已经回复过。确实要再补充一句，请加上 --again。`;
export const alreadyClosed = (number: string) => `${number} 已经结束，不能再回复。`;
export const ticketAnswered = (number: string) =>
  `已回复 ${number}，内容已写入对话；其他渠道由运行中的服务送达。`;
export const replyQueued = (number: string) =>
  `${number} 的回复已存下。这个对话里还有更早的消息没处理完，服务运行时会按顺序送达。`;

/** How long ago, to read: `3 分钟前`. `ms` is a duration. */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}

// ——— the command for ratings ———

export const noRatings = '还没有人评价过。';
export const ratingCounts = (all: number, useful: number, offTarget: number, wrong: number) =>
  `共 ${all} 条评价：${ratingLabels.useful} ${useful}，${ratingLabels['off-target']} ${offTarget}，${ratingLabels.wrong} ${wrong}`;

// ——— places ———

const dayLabels = { workday: '工作日', weekend: '周末', holiday: '节假日', 'make-up': '调休上班' } as const;

export const practitioners = {
  lead: '登记核实过的有：',
  body: (body: string) => `执业机构：${body}`,
  where: (where: string) => `所在：${where}`,
  fields: (fields: string) => `专业领域：${fields}`,
  licence: (number: string) => `执业证号：${number}`,
  more: (count: number) => `另有${count}位没有列出，可以说明县区或镇街再问。`,
  noAdvice: '这里只列登记的信息，不作推荐，也不评价谁好谁差。',
} as const;

export const places = {
  lead: '您可以去这里：',
  callFirst: '去之前最好先打电话确认。',
  farAway:
    '您发来的位置离广东太远了，韶关的地点帮不上忙。请就近找当地的公共法律服务中心，或拨打12348（公共法律服务热线）。',
  noneVerified:
    '这里还没有登记核实过的地址，我不能乱说。请拨打12348（公共法律服务热线）询问离您最近的地点和办公时间。',
  address: (address: string) => `地址：${address}`,
  hours: (hours: string) => `今天：${hours}`,
  noHours: '今天：没有登记开放时间，请先打电话问',
  phone: (phone: string) => `电话：${phone}`,
  noPhone: '电话：没有登记，可以拨打12348询问',
  distance: (distance: string) => `距离：${distance}（直线距离）`,
  metres: (metres: number) => `约${metres}米`,
  kilometres: (kilometres: string) => `约${kilometres}公里`,
  verified: (source: string, date: string) => `来源：${source}（${date}核对）`,
  closedToday: '不开放',
  openNow: '现在开着',
  /** @param next the next opening, null when none is known */
  closedNow: (next: string | null) => (next === null ? '现在没开' : `现在没开，${next}开`),
  laterToday: (time: string) => `今天${time}`,
  onDay: (month: number, day: number, time: string) => `${month}月${day}日${time}`,
  /** Why a day is open or closed; `name` is the holiday, or empty. */
  day: (kind: keyof typeof dayLabels, name: string) =>
    kind === 'holiday' && name !== '' ? `${name}假期` : dayLabels[kind],
  unpublished: '；当年的放假安排还没有收录，节假日前后请先打电话问',
} as const;

// ——— the web chat over HTTP ———

export const webProblems = {
  badLocation: '位置不对：请给出纬度（-90 到 90）和经度（-180 到 180），都是数字。',
  notRateable: '这条消息不能评价：只能评价这个对话里自动应答给出的回答。',
  noDocument: '这条消息没有可以下载的文件，或者已经删除。',
} as const;

/** More of what the OpenAPI document says. */
export const webApi = {
  partialEvent:
    '；事件 partial：{"text": 文字}，核对过的回答先到的一句，按顺序接在前一句后面，空的一句表示从头开始；没有编号也不保存，随后的 message 代替它。',
  document: '取一条消息附带的文件：问答小结（pdf 或 html），或本对话的全部记录（html）',
  documentSeq: '消息的 seq',
  documentForm: '要哪一种；记录只有 html',
  documentBody: '文件内容',
  settings: '网页要知道的设置',
  map: '地图图片的地址模板和来源说明；没有配置地图时是 null',
  location: '当前位置，WGS 84，单位是度',
  rating: '对一条回答的评价；seq 是那条回答的 seq',
} as const;
