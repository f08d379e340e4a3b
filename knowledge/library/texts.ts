/** What the library says about papers and references. One clear line each. */
import type { ValidityStatus } from '../types.ts';

export const validityWords: Readonly<Record<ValidityStatus, string>> = {
  'in-force': '有效期内',
  expired: '已过期',
  superseded: '已被取代',
  unknown: '是否仍然有效未知',
};

export const notes = {
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
