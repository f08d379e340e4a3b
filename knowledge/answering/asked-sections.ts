/** Which part of a card a question asks for. */
import type { Section } from '../rules/schema.ts';

const ASKED: readonly [Section, RegExp][] = [
  [
    'bring',
    /带(?:什么|哪些|啥|些)|(?:什么|哪些|啥)(?:材料|资料|证件|手续|东西|证明)|材料|(?:准备|备)(?:什么|哪些|啥|些)|要交什么/u,
  ],
  ['time', /多久|几天|几日|多长时间|多少天|期限|时限|几个月|等多|来得及|过期|什么时候能|哪天/u],
  ['cost', /要钱|花钱|收费|费用|多少钱|免费|贵不贵|交钱|掏钱|收钱|不要钱|出钱|收不收|费(?:是|多少|要)/u],
  [
    'where',
    /去哪|到哪|在哪|向哪|找谁|找哪|哪里(?:办|申请|告|投诉|交)|哪个(?:部门|单位|地方|机构|法院)|哪家|归谁管|谁管/u,
  ],
  ['channel', /电话|热线|打几|打哪|网上|手机上|线上|微信|小程序|上网/u],
  ['conditions', /什么人|哪些人|哪种人|谁(?:可以|能)|什么条件|什么情况|哪些情况|满足/u],
];

/** @param text normalised Mandarin */
export function askedSections(text: string): Section[] {
  return ASKED.filter(([, pattern]) => pattern.test(text)).map(([section]) => section);
}

const SAYS: Readonly<Record<Section, RegExp | null>> = {
  say: null,
  change: null,
  conditions: null,
  time: /\d+\s*(?:个?工作日|日|天|个月|年|小时|分钟|秒)|[一二三四五六七八九十两]+(?:个工作日|日|天|个月|年|小时)|期限|时效|立即|及时|当天/u,
  cost: /费|免|钱|元|无偿/u,
  where: /向|到.{1,12}(?:申请|办|去)|去.{2,}|机构|法院|委员会|公证处|部门|机关/u,
  bring: /材料|证明|身份证|申请书|申请表|证据|户口|表/u,
  channel: /电话|网|打\d|\d{5}|邮|热线|小程序/u,
};

/** Which parts a card can answer: a section of its own, or that kind of fact in its other lines. */
export function heldSections(lines: readonly { section: Section; text: string }[]): ReadonlySet<Section> {
  const text = lines.map((line) => line.text).join('\n');
  const held = new Set(lines.map(({ section }) => section));
  for (const [section, pattern] of Object.entries(SAYS) as [Section, RegExp | null][])
    if (pattern?.test(text)) held.add(section);
  return held;
}
