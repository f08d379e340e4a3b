/** The sentences of the ticket command, zh-CN. */
import type { ChannelName } from '../types.ts';

export const usage =
  '用法：npm run -s tickets [-- --json] 列出等待回复的工单；npm run -s tickets -- answer 编号 "回复内容" 回复。';
export const noneWaiting = '没有等待回复的工单。';
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
export const answered = (number: string) => `已回复 ${number}，内容已写入对话；其他渠道由运行中的服务送达。`;
export const queued = (number: string) =>
  `${number} 的回复已存下。这个对话里还有更早的消息没处理完，服务运行时会按顺序送达。`;

/** How long ago, to read: `3 分钟前`. `ms` is a duration. */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}
