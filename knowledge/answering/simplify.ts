/** Traditional characters, as people from Hong Kong and older people write them → simplified ones, as the documents do. */
import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 'hk', to: 'cn' });

export function toSimplified(text: string): string {
  return convert(text.toWellFormed());
}
