/** `广东省法律援助条例 第二十三条` → how it is shown: `《广东省法律援助条例》第二十三条`. */
import { texts } from './texts.ts';

/** The list of hotlines is nobody's document: it is shown as the line's own name. */
const HOTLINES = '热线目录';

export function citationLabel(basis: string): string {
  if (/〔\d{4}〕\d+号/u.test(basis)) return basis;
  const [document = '', ...clause] = basis.split(' ');
  if (document === HOTLINES) return texts.hotline(clause.join(''));
  return `《${document}》${clause.join('')}`;
}
