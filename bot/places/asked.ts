/** What a text asks for: a place to go to, or somebody to ask. Recognises; finds nothing. */
import type { PlaceQuery } from './nearest.ts';
import type { PractitionerQuery } from './practitioners.ts';
import { COUNTIES, type County, type PlaceKind, type PractitionerKind } from './types.ts';

/** Words by which a county is named: seeds/words/places.yaml. */
export type CountyWords = readonly { name: string; said: readonly string[] }[];

/** Asks where something is, how to get there, or how to reach it. Only then is a place what is wanted. */
const ASKS_WHERE =
  /在哪|在边度|喺边|哪里有|哪里可以|哪儿|边度|去哪|到哪|地址|位置|怎么走|怎么去|点去|附近|最近的|就近|离我|电话|几点(?:上班|下班|开门|关门)|上班时间|办公时间|开门/u;
/** Asks for people, not for what they do. */
const ASKS_WHO =
  /有哪些|有谁|是谁|哪位|哪些人|名单|名册|叫什么|电话|联系方式|怎么联系|查一下|查查|查询|执业证|执业机构/u;

const PLACE_WORDS: readonly (readonly [RegExp, PlaceKind])[] = [
  [/公共法律服务中心|法律服务中心/u, '公共法律服务中心'],
  [/公共法律服务(?:工作)?站|法律服务站|司法所/u, '公共法律服务工作站'],
  [/公共法律服务(?:工作)?室|法律服务室/u, '公共法律服务工作室'],
  [/劳动(?:人事)?(?:争议)?仲裁/u, '劳动仲裁机构'],
  [/仲裁委|仲裁机构|仲裁院/u, '仲裁机构'],
  [/法律援助|法援/u, '法律援助机构'],
  [/公证/u, '公证处'],
  [/调解/u, '人民调解委员会'],
  [/鉴定/u, '司法鉴定机构'],
  [/法治(?:文化)?(?:公园|广场|教育)|普法基地/u, '法治宣传教育场所'],
];

const PRACTITIONER_WORDS: readonly (readonly [RegExp, PractitionerKind])[] = [
  [/(?:村|社区|居)[^，。]{0,4}法律顾问/u, '村（社区）法律顾问'],
  [/法律援助律师|法援律师/u, '法律援助律师'],
  [/律师/u, '律师'],
  [/公证员/u, '公证员'],
  [/鉴定人/u, '司法鉴定人'],
  [/调解员/u, '人民调解员'],
];

/** The service for which a place of that kind is looked for: a centre may offer it where there is no such place. */
const SERVICES: Partial<Record<PlaceKind, string>> = {
  法律援助机构: '法律援助',
  公证处: '公证',
  劳动仲裁机构: '劳动仲裁',
  人民调解委员会: '调解',
  司法鉴定机构: '鉴定',
};

/**
 * What to look for, best first; empty when no place is asked for, or when it is not said what for.
 * @param towns names of towns on file, for a town that is named without its county
 */
export function placesAsked(text: string, counties: CountyWords, towns: readonly string[]): PlaceQuery[] {
  if (!ASKS_WHERE.test(text)) return [];
  const kind = PLACE_WORDS.find(([words]) => words.test(text))?.[1];
  if (kind === undefined) return [];
  const where = region(text, counties, towns);
  const service = SERVICES[kind];
  return [{ kind, ...where }, ...(service === undefined ? [] : [{ service, ...where }])];
}

/** @param names names of practitioners on file */
export function practitionerAsked(
  text: string,
  counties: CountyWords,
  towns: readonly string[],
  names: readonly string[],
): PractitionerQuery | null {
  if (!ASKS_WHO.test(text)) return null;
  const kind = PRACTITIONER_WORDS.find(([words]) => words.test(text))?.[1];
  const name = names.find((one) => one.length > 1 && text.includes(one));
  if (kind === undefined && name === undefined) return null;
  return { ...(kind && { kind }), ...(name && { name }), ...region(text, counties, towns) };
}

function region(
  text: string,
  counties: CountyWords,
  towns: readonly string[],
): { county?: County; town?: string } {
  const named = counties.find(({ name, said }) => [name, ...said].some((word) => text.includes(word)))?.name;
  const county = COUNTIES.find((one) => one === named);
  const town = towns.find((one) => one.length > 1 && text.includes(one));
  return { ...(county && { county }), ...(town && { town }) };
}
