/** The kinds of fact a question asks for. */

export type Want =
  | 'number'
  | 'duration'
  | 'date'
  | 'share'
  | 'money'
  | 'free'
  | 'place'
  | 'phone'
  | 'hours'
  | 'who'
  | 'validity'
  | 'content'
  | 'procedure'
  | 'link';

const WANTS: readonly [Want, RegExp][] = [
  [
    'phone',
    /(?:电话|手机|热线|座机)[^，。？?]{0,4}(?:多少|几号|是什么|号)|号码|手机号|联系方式|打哪个|微信号|传真|邮箱|怎么联系/u,
  ],
  [
    'place',
    /地址|门牌|哪条路|怎么走|几楼|位置|怎么去|(?<!写|设|建|放|办)(?:在|去)(?:哪里|哪儿|哪|边度|什么地方)(?=[？?。，,呀啊呢吗\s\d]|$)/u,
  ],
  ['link', /网址|链接|网站地址|二维码|公众号叫|小程序叫/u],
  [
    'procedure',
    /怎么(?:申请|办理|办(?=\p{Script=Han}{2})|投诉|举报|起诉|预约|报名|交费)|如何(?:申请|办理|投诉|举报|起诉|预约)|(?:申请|办理|办)[^，。？?]{0,8}(?:流程|步骤|手续|材料|资料|证件)|(?:需要|要带|要准备|准备|交)(?:什么|哪些|啥)(?:材料|资料|证件|手续|东西)|(?:投诉|举报)[^，。？?]{0,8}(?:找谁|找哪|去哪|向谁)|网上(?:怎么)?申请[^，。]{0,10}吗/u,
  ],
  ['hours', /几点|上班时间|上班|下班|周末|星期|开门|营业|办公时间|节假日/u],
  ['free', /免费|要钱|收钱|收费吗|收不收|花钱|不要钱|无偿|有偿/u],
  [
    'money',
    /多少钱|(?:(?<!经)费用?|价格)[^，。？?]{0,4}(?:多少|几多|标准|怎么收|贵)|价钱|收费标准|几块|收多少|几多钱|补贴|赔多少|多少元/u,
  ],
  ['share', /百分之|比例|几成|率/u],
  [
    'duration',
    /多久|多长时间|几天|几分钟|几秒|几耐|时限|期限|多快|几个小时|多少小时|多少分钟|多少秒|多少天/u,
  ],
  ['date', /什么时候|何时|哪年|哪一年|几时|哪天|几月|到哪年|日期|截止/u],
  ['who', /谁|哪个部门|哪些部门|哪个单位|哪些单位|哪些人|什么人|哪些群体|边个|牵头|负责/u],
  [
    'content',
    /做什么|做些什么|做(?:哪些|啥)|干什么|干啥|(?:提供|包括|包含|含)(?:了|些|的)?(?:什么|哪些|啥)|有(?:什么|哪些)(?:服务|内容|项目)|服务(?:都)?有哪些|服务内容/u,
  ],
  ['validity', /有没?有?效|管用|算数|过期|失效|作废|废止|到期|过时|管到|还适用|还算/u],
  ['number', /多少|(?<![哪第])几(?:个|名|人|件|家|次|所|处|类|条|项|位|级|种|部分)|几多|数量|人数/u],
];

/** Facts that nothing else can stand for: an address is no answer to a telephone number. */
export const HARD_WANTS: ReadonlySet<Want> = new Set([
  'phone',
  'place',
  'hours',
  'money',
  'link',
  'procedure',
  'duration',
]);

/** @param text normalised */
export function wantsOf(text: string): Set<Want> {
  const wants = new Set(WANTS.filter(([, pattern]) => pattern.test(text)).map(([want]) => want));
  // 号码是多少, 多少钱: the 多少 asks for nothing more.
  if (wants.values().some((want) => HARD_WANTS.has(want) && want !== 'duration')) wants.delete('number');
  return wants;
}
