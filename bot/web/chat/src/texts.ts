/** Every sentence of the citizen's chat page, zh-CN. What the bot itself says comes from the server. */
import type { ValidityStatus } from '../../../../knowledge/types.ts';
import type { Rating } from '../../../types.ts';
import type { SpokenCommand } from './api.ts';

export const publisher = '韶关市司法局';
export const hotline = '12348';
export const skipToInput = '跳到输入框';

export const header = {
  name: '韶法通',
  fullName: '韶关公共法律服务助手',
  person: '转人工',
  personWaiting: '正在转接…',
  callHotline: '拨打12348',
  /** Large type, strong contrast, few words. */
  elder: '长者版',
  more: '更多',
};

export const menu = {
  label: '更多功能',
  help: '怎么用',
  privacy: '我的信息',
  print: '打印这段对话',
  newChat: '新对话',
  readAloud: '新回答自动读出来',
  readSlowly: '读得慢一点',
};

/** The first thing a person reads. The points fit one line each on a phone. */
export const welcome = {
  heading: '您好，请说说您想问的事',
  lead: '我是自动应答，按韶关市司法局的文件回答，并把条款原文给您看。',
  points: ['我给的是信息，不是法律意见。', '拿不准的，我转给工作人员。', '着急请打12348，遇险请打110。'],
  entriesHeading: '我来问您几个问题',
  topicsHeading: '可以从这些问起',
  kept: '您说的话会存下来，用来回答您和转给工作人员；随时可以查看，也可以删除。',
  keptButton: '我的信息怎么保管',
  /** Instead of everything but the questions, for the elderly. */
  elderLead: '打字问我，或者点下面的。着急打12348，有危险打110。',
} as const;

/** What stands on a button that is a command, and how the citizen's own press reads in the transcript. */
export const commandLabels: Readonly<Record<SpokenCommand, string>> = {
  person: '转人工',
  new: '重新开始',
  aid: '看看能不能申请法律援助',
  door: '看看该走哪条路',
  privacy: '我的信息怎么保管',
  export: '拿一份我的记录',
  erase: '删除我的信息',
  help: '怎么用',
};

export interface Entry {
  command: 'aid' | 'door';
  seal: string;
  about: string;
}

/** The interviews, as the first screen offers them. */
export const entries: readonly Entry[] = [
  { command: 'aid', seal: '助', about: '没钱请律师？答几个问题，看看怎么申请、带什么、去哪里。' },
  { command: 'door', seal: '路', about: '不知道找谁？答几个问题，看看这件事归哪里管。' },
];

export interface Topic {
  /** One character that stands for the topic, as on a seal. */
  seal: string;
  title: string;
  /** Choosing the topic sends exactly this. */
  question: string;
}

/** Questions that the bureau's paper answers; tests/cases/ holds them too. */
export const topics: readonly Topic[] = [
  { seal: '援', title: '法律援助', question: '法律援助服务有哪些？' },
  { seal: '证', title: '公证', question: '公证可以网上办证吗？' },
  { seal: '调', title: '人民调解', question: '人民调解提供什么服务？' },
  { seal: '村', title: '村（社区）法律顾问', question: '村（社区）法律顾问做什么？' },
  { seal: '先', title: '优先服务', question: '哪些人优先得到公共法律服务？' },
  { seal: '复', title: '留言答复', question: '留言咨询多久答复？' },
  { seal: '军', title: '退役军人', question: '退役军人有哪些法律服务？' },
  { seal: '企', title: '小微企业', question: '小微企业有哪些公益法律服务？' },
];

export const about = {
  heading: '关于本助手',
  points: [
    '依据：韶关市司法局文件（韶司办〔2021〕56号）等，答案下面附条款原文。',
    '文件里没有的、拿不准的，转给工作人员，不编造。',
    '请不要在这里写身份证号、银行卡号和密码。',
  ],
  helpHeading: '找人帮忙',
  hotlineName: '公共法律服务热线',
  emergencyHeading: '紧急电话',
  emergencies: [
    { number: '110', what: '报警' },
    { number: '119', what: '火警' },
    { number: '120', what: '急救' },
  ],
} as const;

export const messages = {
  log: '对话',
  speakers: { citizen: '我', bot: '韶法通', staff: '工作人员' },
  speakerNotes: { citizen: '', bot: '自动应答', staff: '真人回复' },
  emergency: '请先保证安全',
  typing: '韶法通正在查文件…',
  options: '可以这样回答',
  /** Stands over what is known about validity; the server's body begins such a note with it. */
  notes: '请注意',
  unseen: '有新消息，点这里看',
  call: (number: string): string => `拨打 ${number}`,
  ticket: (number: string): string => `留言编号 ${number}`,
};

export const statuses: Record<ValidityStatus, string> = {
  'in-force': '有效',
  expired: '已过期',
  superseded: '已被取代',
  unknown: '是否仍有效待核实',
};

export const citation = {
  heading: '依据',
  hint: '（点开看条款）',
  verbatim: '原文',
  gist: '要旨',
  from: '出处',
  validity: '效力',
  copy: '复制',
  copied: '已复制',
  copyFailed: '没能复制，请长按选择',
};

export const sources = {
  elder: (count: number): string => `依据（${count}条，点开看）`,
};

export const rating = {
  question: '这个回答有用吗？',
  values: {
    useful: '有用',
    'off-target': '不是我要问的',
    wrong: '说错了',
    person: '转人工',
  } satisfies Record<Rating, string> as Record<Rating, string>,
  thanks: (chosen: string): string => `谢谢，您选的是“${chosen}”。`,
  person: '已经转给工作人员，请看下面的消息。',
  change: '改一下',
  failed: '没有记下来，请再点一次。',
};

export const interview = {
  label: '问到哪里了',
  progress: (at: number, most: number): string => `第${at}步，最多${most}步`,
  /** Options that steer the interview rather than answer it; they stand aside. */
  tools: ['上一步', '跳过', '为什么问这个', '不做了', '改一下'] as readonly string[],
  toolsLabel: '其他选择',
};

export const summary = {
  agency: '办理的地方',
  say: '说明',
  where: '去哪里',
  bring: '带什么',
  time: '多久、什么时候',
  answers: '您说过的',
  basis: '依据',
  keep: '带走这份结果',
  print: '打印',
  download: '下载 PDF',
  open: '打开这一页',
};

export const record = {
  download: '下载我的记录',
  open: '打开这一页',
};

export const documents = {
  working: '正在准备…',
  saved: '已经下载，请在手机或电脑的“下载”里找。',
  gone: '这份文件已经没有了，可能已经删除。',
  offline: '网络不通，没有拿到文件。连上网后再点一次。',
  failed: '没有拿到文件，请过一会儿再点一次；着急请打12348。',
  blocked: '浏览器没有让新页面打开。请允许弹出窗口，或者点“下载 PDF”。',
  cannotPrint: '这个浏览器不能打印。可以下载后再打印。',
};

export const places = {
  label: '可以去的地方',
  kind: '类型',
  address: '地址',
  today: '今天',
  distance: '直线距离',
  phone: '电话',
  noPhone: '没有登记，可以拨打12348询问',
  noHours: '没有登记开放时间，请先打电话问',
  call: (number: string): string => `打电话 ${number}`,
  maps: (name: string): string => `在地图里看：${name}`,
  amap: '高德地图',
  baidu: '百度地图',
  tencent: '腾讯地图',
  geo: '手机地图',
  verified: (source: string, day: string): string => `来源：${source}（${day}核对）`,
  map: '这些地方的地图，可以用方向键移动、用加减号放大缩小',
  marker: (number: number, name: string): string => `${number}号，${name}`,
  zoomIn: '放大',
  zoomOut: '缩小',
  tilesMissing: '地图图片没有加载出来，请看下面的地址。',
};

export const locate = {
  button: '用我现在的位置找最近的地方',
  hint: '位置只在您点的时候发一次，用来算远近。',
  working: '正在取得您的位置…',
  denied: '没有取得位置：浏览器不让用。可以在设置里允许“位置”，或者直接打字告诉我您在哪个县区、哪个镇街。',
  unavailable: '没有取得位置：手机定位没有打开，或者没有信号。也可以直接打字告诉我您在哪个县区、哪个镇街。',
  timeout: '没有取得位置：等了太久。请到开阔的地方再试，或者直接打字告诉我您在哪个县区、哪个镇街。',
  sent: '［位置］',
};

export const reading = {
  read: '读出来',
  stop: '停下',
  /** Which of several buttons it is. */
  of: (what: string): string => `：${what}`,
};

export const dictation = {
  start: '说话',
  stop: '说完了',
  heading: '用说话代替打字？',
  text: '您说的话由浏览器的厂商变成文字，声音可能会传到厂商的服务器，不经过我们。不想这样，请打字。',
  agree: '可以，开始说',
  refuse: '不用，我打字',
  listening: '请说普通话，说完点“说完了”。',
  denied: '没有听到：浏览器不让用麦克风。可以在设置里允许，或者打字。',
  silent: '没有听到声音，请再点一次“说话”。',
  network: '没有听成：要连网才能把话变成文字。请打字。',
  failed: '没有听成，请再试一次，或者打字。',
};

export const printed = {
  heading: '韶法通 对话记录',
  on: (time: string): string => `打印时间：${time}`,
};

export const composer = {
  label: '您想问的事',
  placeholder: '请在这里写',
  send: '发送',
  hint: '自动应答，提供信息，不是法律意见。',
  elderHint: '自动应答，不是法律意见。',
  keys: '按回车发送，Shift+回车换行。',
  remaining: (count: number): string => `还可以写 ${count} 个字`,
  tooLong: (count: number): string => `多了 ${count} 个字，请分几次发送`,
};

export const delivery = {
  sending: '正在发送…',
  waiting: '还没有发出去，会自动再试。',
  retry: '马上重发',
  edit: '改一改再发',
  drop: '不发了',
  failed: '没有发出去，请稍后再试。',
};

export const connection = {
  lost: '网络断了，正在重新连接。您写的话先存着，连上后自动发出；着急请拨打12348。',
  offline: '没有网络。您写的话先存在这台设备上，有网后自动发出；着急请拨打12348。',
  retry: '现在重连',
  conversationLost: '之前的对话已经找不到了，已为您开始新的对话。',
};

export const newChatDialog = {
  heading: '开始新对话？',
  text: '这里的对话会从这台设备上清除，不能再找回来。已经给工作人员的留言不受影响，但回复会发在原来的对话里，您将看不到。',
  confirm: '清除并重新开始',
  cancel: '不，留着',
};

/** In the pages of other sites; `data-label` on the script tag replaces the label. */
export const embed = {
  label: '问韶法通',
  title: '韶法通 法律服务对话',
  away: '在新窗口打开',
  close: '关闭',
};
