/** What counts as danger, with the patterns that the product ships. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createDangerRecogniser, dangerSchema } from '../../../knowledge/answering/danger.ts';
import { toSimplified } from '../../../knowledge/answering/simplify.ts';

const SEEDS = resolve(import.meta.dirname, '../../../seeds/danger');
const readSeed = (name: string) => readFileSync(join(SEEDS, name), 'utf8');
const seeds = dangerSchema.parse({
  answers: parse(readSeed('answers.yaml')),
  words: parse(readSeed('words.yaml')),
  signs: parse(readSeed('signs.yaml')),
  weights: JSON.parse(readSeed('weights.json')),
});
const recognise = createDangerRecogniser(seeds);
const kindOf = (text: string) => recognise(toSimplified(text))?.danger ?? null;

const ALARMS = {
  violence: [
    '我老公正在打我',
    '他拿刀追我',
    '救命啊',
    'Help 救命',
    '救命呀，有人要斩我',
    '他说要杀了我全家',
    'ta要杀我',
    '我要杀了他',
    '他要打死我妈',
    '我被人锁在屋里出不去',
    '我被绑架了',
    '前夫威胁要弄死我',
    '丈夫又家暴了，我躲在厕所',
    '有人拿着斧头堵在我家门口',
    '楼下有人持刀砍人',
    '我被男朋友打得流血',
  ],
  suicide: [
    '我不想活了',
    '不想活了😭',
    '我不想活\n了',
    '想死',
    '我想自杀',
    '没人管我想死',
    '活着没意思，想一了百了',
    '想死的心都有了，活不下去了',
    '我准备结束自己的生命',
    '有人要跳楼',
    '我女儿割腕了',
    '我妈喝了农药',
    '我吃了一瓶安眠药',
    '她留了遗书人不见了',
  ],
  fire: [
    '我家着火了',
    '屋企着火啦',
    '楼上起火啦快来',
    '失火了！快救',
    '邻居家冒烟了',
    '厨房煤气泄漏了怎么办',
    '燃气漏了',
  ],
  medical: [
    '我爸晕倒了',
    '爸爸没呼吸了',
    '孩子没有呼吸了',
    '他流血不止',
    '孕妇大出血',
    '我喘不上气',
    '我妈心脏病发作了',
    '一家人食物中毒',
    '老人突然倒地昏迷不醒',
    '他快不行了',
  ],
  traffic: ['我刚才被车撞了', '刚刚发生车祸', '我刚刚撞到人了怎么办'],
  fraud: [
    '我被骗了五万块钱',
    '我被诈骗了三千元怎么办',
    '刷单被骗了两万',
    '我刚转账给骗子',
    '有人自称公安让我转账到安全账户',
    '客服叫我转账解冻',
    '对方让我把验证码告诉他',
  ],
  child: ['我的孩子不见了', '儿子走失了三个小时', '小孩被拐走了', '女儿被猥亵了', '邻居家的孩子一直被虐待'],
} as const;

const DENIED = [
  '我没想自杀，就是想问离婚',
  '我不是想自杀',
  '我现在不想自杀了',
  '不是要自杀，是想咨询遗嘱',
  '我不想死，只想问问法援',
  '他没有打我',
  '他没有拿刀追我',
  '他已经没有打我了，我想离婚',
  '他从没动手打人',
  '没有着火了',
  '没有人受伤，也没有着火',
  '我没有被骗钱',
];

const GENERAL = [
  '家暴怎么处罚',
  '反家暴法怎么规定',
  '自杀的人有没有保险赔',
  '遗书有没有法律效力',
  '强奸罪判几年',
  '杀人罪判几年',
  '非礼罪怎么定义',
  '失火罪是什么罪',
  '打人算不算犯法',
  '未成年人被虐待属于什么罪',
  '刀具管制有什么规定',
  '诈骗多少钱可以立案',
  '电信诈骗案件可以申请法援吗',
  '交通事故责任怎么认定',
  '去年出了车祸，对方不赔怎么办',
  '火灾责任怎么认定',
  '医疗事故怎么鉴定',
  '被拐妇女回来后户口怎么办',
  '孩子抚养费怎么要',
  '孩子不见得愿意跟我',
  '打得火热',
  '工伤怎么申请法律援助',
  '公证员要多少名',
  '',
];

const alarms = Object.entries(ALARMS).flatMap(([kind, texts]) => texts.map((text) => [kind, text]));

test.each(alarms)('%s: %s', (kind, text) => {
  expect(kindOf(text)).toBe(kind);
});

describe('no alarm, because it is denied:', () => {
  test.each(DENIED)('%s', (text) => {
    expect(kindOf(text)).toBeNull();
  });
});

describe('no alarm, because it asks in general:', () => {
  test.each(GENERAL)('%s', (text) => {
    expect(kindOf(text)).toBeNull();
  });
});

test('the other danger in the same text still counts', () => {
  expect(kindOf('我没有被骗钱，可是我家着火了')).toBe('fire');
  expect(kindOf('家暴怎么处罚？他正在打我')).toBe('violence');
});

test('every kind is answered with its numbers, which its words name', () => {
  expect(seeds.answers.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(ALARMS).toSorted());
  for (const [kind, texts] of Object.entries(ALARMS)) {
    const emergency = recognise(texts[0])!;
    expect(emergency).toMatchObject({ kind: 'emergency', danger: kind });
    expect(emergency.numbers.filter((number) => !emergency.body.includes(number))).toEqual([]);
    const named = emergency.body.match(/\d{3,}/gu) ?? [];
    expect(emergency.body.indexOf(emergency.numbers[0]!)).toBe(emergency.body.indexOf(named[0]!));
  }
});

test('says nothing for 20,000 characters without danger, and finds it at their end', () => {
  const long = '我想问一下公证的事情，'.repeat(1818);
  expect(kindOf(long)).toBeNull();
  expect(kindOf(`${long}我不想活了`)).toBe('suicide');
});

/** Each was once got wrong; several kinds mean that any of them is right. */
const MORE: readonly [text: string, kinds: readonly string[] | null][] = [
  ['我受不了想自杀', ['suicide']],
  ['我睡不着不想活了', ['suicide']],
  ['实在没有办法想自杀', ['suicide']],
  ['没办法活不下去了', ['suicide']],
  ['我劝不住他正在打我', ['violence']],
  ['我打不过他又打我', ['violence']],
  ['他不听劝要杀了我', ['violence']],
  ['老公不讲理正在打我', ['violence']],
  ['警察不管他还在打我', ['violence']],
  ['我跑不掉他拿刀堵我', ['violence']],
  ['孩子叫不醒昏迷了', ['medical']],
  ['怎么也不醒没有呼吸', ['medical']],
  ['灭不了火起火了', ['fire']],
  ['门打不开煤气漏了', ['fire']],
  ['电话打不通家里着火了', ['fire']],
  ['门口有人在砸门，我好害怕', ['violence']],
  ['我刚被强奸了', ['violence']],
  ['老公打我', ['violence']],
  ['老公打老婆怎么办', ['violence']],
  ['我想报警，有人打我', ['violence']],
  ['他掐着我的脖子', ['violence']],
  ['他现在正在打孩子', ['violence', 'child']],
  ['老公喝醉了打我和孩子', ['violence']],
  ['有人闯进我家要打人', ['violence']],
  ['他把我关在家里不让我出门', ['violence']],
  ['他要把我打死', ['violence']],
  ['我刚被人打了，头破血流', ['violence', 'medical']],
  ['我老公而家打紧我', ['violence']],
  ['佢攞住把刀追住我斩', ['violence']],
  ['自杀', ['suicide']],
  ['我打算自杀', ['suicide']],
  ['想自殺', ['suicide']],
  ['我要跳樓', ['suicide']],
  ['我唔想活啦', ['suicide']],
  ['我不想再活下去了', ['suicide']],
  ['我站在天台上', ['suicide']],
  ['我不 想 活 了', ['suicide']],
  ['我  不想  活了', ['suicide']],
  ['着火！', ['fire']],
  ['火灾！', ['fire']],
  ['隔壁火烛啊', ['fire']],
  ['发生火灾，有人困在里面', ['fire']],
  ['阿爷晕低咗', ['medical']],
  ['车祸！', ['traffic']],
  ['前面撞车了', ['traffic']],
  ['我啱啱撞车', ['traffic']],
  ['出车祸了，有人受伤', ['traffic']],
  ['我被车撞了躺在路上', ['traffic', 'medical']],
  ['我俾人呃咗几万蚊', ['fraud']],
  ['骗子把我的钱转走了', ['fraud']],
  ['我被电信诈骗了', ['fraud']],
  ['我的钱被骗走了', ['fraud']],
  ['我个女唔见咗', ['child']],
  ['我儿子被老师打伤了', ['child']],
  ['我孩子丢了', ['child']],
  ['找不到孩子了', ['child']],
  ['孩子被人带走了', ['child']],
  ['食物中毒怎么索赔', null],
  ['跳楼价促销合同有效吗', null],
  ['救命恩人能继承遗产吗', null],
  ['我想死心塌地跟他过', null],
  ['我从来没有想过自杀', null],
  ['我绝对不会自杀', null],
  ['工地中毒事故的赔偿标准', null],
  ['交通事故大出血赔多少', null],
  ['心脏病发作算工伤吗', null],
  ['绑架罪怎么判', null],
  ['去年我被骗了两万元，想申请法援', null],
];

test.each(MORE)('%s', (text, kinds) => {
  const kind = kindOf(text);
  if (kinds === null) expect(kind).toBeNull();
  else expect(kinds).toContain(kind);
});
