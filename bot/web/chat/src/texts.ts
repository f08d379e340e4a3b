/** Every sentence of the citizen's chat page, zh-CN. What the bot itself says comes from the server. */
import type { ValidityStatus } from '../../../../knowledge/types.ts';

export const publisher = '韶关市司法局';
export const hotline = '12348';
export const skipToInput = '跳到输入框';

export const header = {
  name: '韶法通',
  fullName: '韶关公共法律服务助手',
  person: '转人工',
  personWaiting: '正在转接…',
  callHotline: '拨打12348',
  largeType: '大字',
  newChat: '新对话',
};

/** The first thing a person reads. The points fit one line each on a phone. */
export const welcome = {
  heading: '您好，请说说您想问的事',
  lead: '我是自动应答，按韶关市司法局的文件回答，并把条款原文给您看。',
  points: ['我给的是信息，不是法律意见。', '拿不准的，我转给工作人员。', '着急请打12348，遇险请打110。'],
  topicsHeading: '可以从这些问起',
} as const;

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
  /** How the citizen's wish for a person reads in the transcript. */
  askedForPerson: '转人工',
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
  heading: '依据（点开看条款）',
  verbatim: '原文',
  gist: '要旨',
  from: '出处',
  validity: '效力',
  copy: '复制',
  copied: '已复制',
  copyFailed: '没能复制，请长按选择',
};

export const composer = {
  label: '您想问的事',
  placeholder: '请在这里写',
  send: '发送',
  hint: '自动应答，提供信息，不是法律意见。',
  keys: '按回车发送，Shift+回车换行。',
  remaining: (count: number): string => `还可以写 ${count} 个字`,
  tooLong: (count: number): string => `多了 ${count} 个字，请分几次发送`,
};

export const delivery = {
  sending: '正在发送…',
  waiting: '还没有发出去，会自动再试。',
  retry: '马上重发',
  edit: '改一改再发',
  failed: '没有发出去，请稍后再试。',
};

export const connection = {
  lost: '网络断了，正在重新连接。您写的话会自动补发；着急请拨打12348。',
  retry: '现在重连',
  conversationLost: '之前的对话已经找不到了，已为您开始新的对话。',
};

export const newChatDialog = {
  heading: '开始新对话？',
  text: '这里的对话会从这台设备上清除，不能再找回来。已经给工作人员的留言不受影响，但回复会发在原来的对话里，您将看不到。',
  confirm: '清除并重新开始',
  cancel: '不，留着',
};
