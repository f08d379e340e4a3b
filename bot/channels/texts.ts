/** The sentences that channels say themselves, zh-CN: HTTP errors, labels of the plain-text form, the menu. */
import type { CommandName } from '../types.ts';

export const basis = '依据：';
export const gist = '要旨：';

/** What Telegram shows in its command menu. */
export const commandMenu: readonly { command: CommandName; description: string }[] = [
  { command: 'start', description: '开始' },
  { command: 'help', description: '怎么用' },
  { command: 'clause', description: '看某一条原文，例如 /clause 九' },
  { command: 'person', description: '找工作人员' },
  { command: 'new', description: '重新开始' },
];

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
} as const;
