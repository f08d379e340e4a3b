/** The form in which what people type is compared with our own words. */
import { Converter } from 'opencc-js/t2cn';

const simplified = Converter({ from: 'hk', to: 'cn' });

/** Letters and digits only, in simplified characters: 拿一份我的記錄！ is 拿一份我的记录. */
export function bare(text: string): string {
  return simplified(text.normalize('NFKC').toWellFormed()).replace(/[^\p{L}\p{N}]/gu, '');
}
