/** The sentences that composed answers are built with. Nothing here states a legal fact. */
import type { Comparator, DeclineReason, Indicator, ValidityStatus } from './types.ts';

export const declines: Record<DeclineReason, string> = {
  empty: '请用文字写下您想问的事，一两句话就行。例如：“留言多久能得到答复？”“请不起律师怎么办？”',
  'too-long': '这段话太长了，我一次读不完。请挑最要紧的一两件事，用几句话告诉我。',
  prediction:
    '结果会怎么样、能拿多少，要看具体案情和证据，我不能预测。您可以把证据理一理，打12348（公共法律服务热线）问律师；也可以直接告诉我您遇到了什么事，我告诉您能走哪条路。',
  harmful:
    '这样做会害到别人，也可能违法，这个忙我不能帮。您要是遇到了难处，可以直接告诉我是什么事，我帮您看有哪些正当的办法；也可以打12348（公共法律服务热线）找人商量。',
  'off-topic':
    '这件事不归法律服务管，我答不了。您要是有法律上的事，比如请律师、讨工资、调解、公证，直接问我就行；也可以打12348（公共法律服务热线）。',
  unreadable: '我只看得懂中文。请用中文写下您想问的事，一两句话就行；也可以拨打12348（公共法律服务热线）。',
};

/** Stands before quotations when nothing plainer can be said. */
export const topicLead = (subject: string | null) =>
  subject === null ? '文件是这样写的：' : `关于“${subject}”，文件是这样写的：`;

const comparatorWords: Record<Comparator, string> = {
  '≥': '至少',
  '>': '多于',
  '=': '',
  '<': '低于',
  '≤': '不超过',
};

/** @param printed number and unit as the source prints them, `32名` */
export function indicatorLead(
  { name, comparator }: Pick<Indicator, 'name' | 'comparator'>,
  printed: string,
): string {
  return `文件定的目标：${name}${comparatorWords[comparator]}${printed}。原文是：`;
}

/** @param path labels with headings down to the clause itself */
export function clauseLead(label: string, path: readonly string[]): string {
  const part = path.length > 1 ? `在“${path.slice(0, -1).join(' › ')}”里，` : '';
  return `${label}${part}原文是：`;
}

/** @param range first and last number of the document's clauses, as printed */
export function noSuchClause(said: string, range: readonly [string, string]): string {
  return `没有您说的“${said}”：正文只有${range[0]}到${range[1]}。您想看哪里，告诉我编号就行。`;
}

/** @param annexes labels of those that exist */
export const noSuchAnnex = (said: string, annexes: readonly string[]) =>
  `没有您说的“${said}”：文件只有${annexes.join('、')}。`;

export const onlyThese = '没有您说的那项，那里写的只有这些：';

export const outlineLead = '文件正文是这样安排的：';

export const emptyCell = (row: string) =>
  `文件附件里“${row}”这一格是空的：我手里的这份文件没有写它的指标，我不能替它补上。`;

/** The asker wants something confirmed; the words of the source decide. */
export const confirmLead = (subject: string | null) =>
  subject === null ? '对不对，请看文件原文：' : `对不对，请看文件关于“${subject}”的原文：`;

/** The right number with the wrong side of it. */
export const wrongComparator = (indicator: Pick<Indicator, 'name' | 'comparator'>, printed: string) =>
  `和您说的不一样：文件写的是${indicator.name}${comparatorWords[indicator.comparator]}${printed}。`;

/** Corrects a number that the question takes for granted. */
export const wrongNumber = (said: string) => `您说的“${said}”，文件里不是这样写的，请看原文。`;

export const statuses: Record<ValidityStatus, string> = {
  'in-force': '有效',
  expired: '已过期',
  superseded: '已被取代',
  unknown: '是否仍有效待核实',
};

export const validityLead = '请注意：';

export function staffQuotation(
  label: string,
  path: readonly string[],
  quote: string,
  status: string,
): string {
  return `${label}\n位置：${path.join(' › ')}\n效力：${status}\n「${quote}」`;
}

export const openers = [
  '请不起律师怎么办？',
  '老板拖欠工资怎么办？',
  '人民调解要不要钱？',
  '哪些人可以优先得到服务？',
];
/** Asked back when a first turn points to something that was never said. */
export const whichMatter = '您问的是哪一件事？写一句就行，例如：“申请法律援助要带什么”。';
export const matters = ['申请法律援助', '办公证', '找人调解', '申请劳动仲裁'];
const whoIAm = '我是韶法通，韶关市公共法律服务的自动应答助手，按司法局的文件回答，并附上条款原文。';
const askMe = '我提供的是信息，不是法律意见；想找工作人员，请说“转人工”。您想问哪一件事？';
export const greeting = `您好！${whoIAm}\n\n${askMe}`;
export const identity = `${whoIAm}我是机器人，不是真人。\n\n${askMe}`;
export const nothingAsked =
  '我在。您遇到了什么事？用一两句话告诉我，例如：“老板拖欠工资怎么办？”“请不起律师怎么办？”';
export const youAreWelcome = '不客气。还有要问的，随时写给我；想找工作人员，请说“转人工”。';

export const sorry =
  '对不起，没有帮到您。您可以换个说法再问一次，说清是什么事、想知道什么；也可以说“转人工”，由工作人员来答。';
export const wantsPerson = '转人工';

// ——— reading papers ———
export const paperErrors = {
  empty: () => '文件是空的，没有可读的文字。请换一份有正文的文件。',
  tooLarge: (bytes: number, limit: number) =>
    `文件有 ${bytes} 字节，超过上限 ${limit} 字节。请拆成几份再导入。`,
  encoding: (offset: number) =>
    `文件第 ${offset} 字节（从 0 数起）起既不是 UTF-8 也不是 GB18030 编码的文字。请另存为 UTF-8 纯文本。`,
  control: (offset: number) =>
    `文件第 ${offset} 字节（从 0 数起）是控制字符，看来不是纯文本。请另存为 UTF-8 纯文本。`,
  noClause: () =>
    '文件里没有找到任何条款（如“一、”“（一）”“第一条”“1.”或附件表格）。请确认这是一份完整的公文或法规。',
};

// ——— documents and their versions ———

/** 2024-05-01 → 2024年5月1日; 2026-08 → 2026年8月 */
export function dateInWords(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  return `${year}年${month}月${day === undefined ? '' : `${day}日`}`;
}

/** Stands behind the title of a text that a newer one replaced. */
export const versionName = (name: string) => `（${name}年的旧版本）`;

interface VersionDates {
  adopted?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  replacedBy?: string | undefined;
  note?: string | undefined;
}

/** What is on file about a version: when it was adopted, from when to when it holds. */
export function versionNote(version: VersionDates | null, asOf: string | null): string {
  const dates = [
    version?.adopted && `${dateInWords(version.adopted)}通过`,
    version?.from && `${dateInWords(version.from)}起施行`,
    version?.to && `${dateInWords(version.to)}之后不再适用`,
    version?.replacedBy && `已由《${version.replacedBy}》取代`,
    version?.note,
  ].filter(Boolean);
  const known = dates.length > 0 ? `${dates.join('，')}。` : '';
  return `${known}${asOf === null ? '' : `资料截至${dateInWords(asOf)}。`}`;
}

// ——— the library and looking clauses up ———
export const notes = {
  publicPages: '这一条只在公开网页上读到，没有见到正式文本，请向办理机构核实。',
  noFacts: '没有登记这份文件的有效期，请向发文单位核实它现在是否有效。',
  emptyCell: '原文这一格是空的，没有写内容。',
};

export const refusals = {
  duplicate: (id: string, file: string) => `与 ${file} 是同一份文件（${id}），没有重复载入。`,
  unreadable: (reason: string) => `文件读不出来：${reason}`,
};

export const lookupMessages = {
  empty: () => '请写出要查的条款，例如：第九条、附件2 公证、300分钟。',
  tooLong: (limit: number) => `要查的内容太长了，请控制在 ${limit} 个字以内。`,
  noDocument: () => '还没有载入任何文件，无法查条款。',
  unknownDocument: (name: string, loaded: readonly string[]) =>
    `没有载入“${name}”。已载入的有：${loaded.join('、')}。`,
  outOfRange: (document: string, asked: string, first: string, last: string) =>
    `${document}的条款从${first}到${last}，没有${asked}。`,
  noClauses: (document: string, asked: string) => `${document}没有${asked}这样编号的条款。`,
  noAnnex: (document: string, asked: string, labels: readonly string[]) =>
    labels.length > 0 ? `${document}只有${labels.join('、')}，没有${asked}。` : `${document}没有附件。`,
  noItems: (clause: string) => `${clause}没有再分项。`,
  noItem: (clause: string, item: number) => `${clause}里没有第 ${item} 项。`,
  itemOutOfRange: (clause: string, last: number) => `${clause}只有 1 至 ${last} 项。`,
  noRow: (annex: string, name: string) => `${annex}里没有“${name}”。`,
  notFound: (text: string) => `文件里没有找到“${text}”。`,
};

export const factsMessages = {
  unreadable: (file: string, reason: string) => `${file} 读不出来：${reason}`,
  invalid: (file: string, reason: string) => `${file} 的写法不对：${reason}`,
};

export const rulesMessages = {
  unreadable: (file: string, reason: string) => `${file} 读不出来：${reason}`,
  noList: (file: string) => `${file} 的写法不对：应是一张张卡片的列表`,
  noMap: (file: string, at: string) => `${file} 的写法不对：应是卡片编号和它的问法列表（${at}）`,
  invalid: (file: string, card: string, reason: string) => `${file} 里的 ${card}：${reason}`,
  unknownDocument: (basis: string) => `依据“${basis}”的文件没有登记在 seeds/documents.yaml`,
  noSuchClause: (basis: string) => `依据“${basis}”在文件里找不到`,
  beyondLast: (basis: string, last: number) => `依据“${basis}”超出了文件的最后一条（第${last}条）`,
  restsOnReplaced: (basis: string, to: string) =>
    `依据“${basis}”在 ${to} 之后不再适用，卡片却没有写 valid.to`,
  basisNotListed: (basis: string) => `有一行的依据“${basis}”没有列在 basis 里`,
  basisUnused: (basis: string) => `依据“${basis}”没有一行用到`,
  noSuchCard: (id: string) => `没有编号为 ${id} 的卡片`,
  trapSaid: (trap: string) => `自己说了不该说的话“${trap}”`,
  titleNumber: (number: string) => `标题里的“${number}”自己的句子里没有`,
  badPattern: (pattern: string) => `“${pattern}”不是正确的正则表达式`,
  endsBeforeBegin: 'valid.to 早于 valid.from',
  claimedTwice: (field: string, value: string, file: string) => `${field}“${value}”在 ${file} 里已经用过`,
  utteranceTwice: (utterance: string, id: string, file: string) =>
    `问法“${utterance}”也属于 ${file} 里的 ${id}，两张卡片的回答不同`,
  validityOverlaps: (id: string) => `有效期与 ${id} 重叠`,
  stale: (checked: string) => `上次核对是 ${checked}，已经超过一年`,
};

// ——— hotlines ———
export const hotlineLine = (number: string, name: string, purpose: string) =>
  `${number}（${name}）：${purpose}`;
export const channelLine = (channel: string, name: string, purpose: string) =>
  channel.includes(name) ? `${channel}：${purpose}` : `${name}（${channel}）：${purpose}`;
export const hotlineNote = (source: string, checked: string) =>
  `依据：${source}（${dateInWords(checked)}核对）。`;

// ——— answers from cards ———
export const cardHeadings = {
  conditions: '要留意的条件：',
  next: '接下来怎么办：',
  change: '这些情况会不一样：',
};
export const sectionNames = {
  where: '去哪里',
  bring: '准备什么',
  time: '多久',
  cost: '费用',
  channel: '怎么联系',
} as const;
export const oldRule = (rule: string) => `您说的是旧规定（${rule.replace(/。$/u, '')}），现在已经改了：`;
export const perhapsAsked = (title: string) => `我想您问的是“${title}”：`;
export const alsoAsked = (title: string, say: string) => `如果您问的是“${title}”：${say}`;
/** Stands before an answer to “do I qualify”. */
export const noDecision = '能不能批，要由受理的机构审查后决定，我不能替它下结论。规定是这样的：';
/** Stands before an answer to “will I win, how much will I get”. */
export const noPrediction = '结果怎么样、能拿多少，要看具体案情，我不能预测。规定是这样的：';

export const inForceMessages = {
  rejected: '不用',
  notYet: (from: string) => `${dateInWords(from)}才开始适用`,
  noLonger: (to: string) => `${dateInWords(to)}之后不再适用`,
  elsewhere: (place: string) => `只在${place}适用，问的不是${place}的事`,
  yields: (title: string) => `让位给“${title}”`,
};

// ——— laws that are registered but not loaded ———
export const gistLead = (label: string) => `${label}的要点（不是原文）：`;
export const noSuchArticle = (said: string, label: string, last: number) =>
  `没有您说的“${said}”：${label}一共${last}条。您想问的是什么事，直接说给我听就行。`;

/** @param older last days of replaced versions */
export function aboutDocument(
  label: string,
  version: VersionDates & { lastArticle?: number | undefined },
  older: readonly string[],
  asOf: string | null,
): string {
  const before = older.map((to) => `旧版本${dateInWords(to)}之后不再适用。`).join('');
  const length = version.lastArticle === undefined ? '' : `一共${version.lastArticle}条。`;
  return `${label}：${length}${versionNote(version, asOf)}${before}`;
}
