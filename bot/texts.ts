/** The sentences of the bot, zh-CN. No wording stands elsewhere in `bot/`, web apps apart. */
import type { HandoffReason, ValidityStatus } from '../knowledge/types.ts';

export const welcome =
  '您好，我是韶法通，韶关市公共法律服务的自动应答助手。\n\n我根据韶关市司法局的文件回答，并把条款原文一起给您看。我提供的是信息，不是法律意见。拿不准的，我会转给工作人员；着急的事请直接拨打12348（公共法律服务热线）。\n\n您可以直接说出您的难处，也可以问：“法律援助有哪些服务？”“留言多久能得到答复？”';

export const help =
  '可以这样用：\n· 直接打字提问，例如“哪些人优先得到服务？”\n· 看某一条原文：/clause 九\n· 找工作人员：/person（或直接说“转人工”）\n· 重新开始：/new\n\n着急的事请拨打12348（公共法律服务热线）；遇到危险请拨打110。';

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
  return `${handoffLead[reason]}\n\n已经给工作人员留言，编号 ${ticket}，回复会发到这个对话里。着急的话，请拨打12348（公共法律服务热线），会有人听您说。`;
}

/** Why a ticket was opened, for staff. */
export const handoffReasonLabels: Record<HandoffReason, string> = {
  'not-in-sources': '文件中没有',
  'low-confidence': '拿不准',
  'asked-for-person': '要求人工',
  'unsupported-answer': '未通过核对',
  failure: '系统出错',
};

export const statusLabels: Record<ValidityStatus, string> = {
  'in-force': '有效',
  expired: '期间已届满',
  superseded: '已被取代',
  unknown: '现行效力待核',
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
