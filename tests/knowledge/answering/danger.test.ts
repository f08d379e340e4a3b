/** What counts as danger, with the data that the product ships. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createDangerRecogniser, dangerSchema } from '../../../knowledge/answering/danger.ts';
import { toSimplified } from '../../../knowledge/answering/simplify.ts';
import type { DangerKind } from '../../../knowledge/types.ts';

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

/** Written after the recogniser was made; all but seven are not among its examples. */
const FRESH: Readonly<Record<DangerKind, readonly string[]>> = {
  violence: [
    '我爸拎着酒瓶在门外骂，说我敢锁门就砸死我',
    '前妻的弟弟带人把我堵在仓库，手机要被抢了',
    '她老公把她从床上拖下来踩她的头，我隔着窗户看见的',
    '夜跑遇到一个男的一直跟，我现在在公园公厕里',
    '他掐得我眼前发黑，刚松手去接电话',
    '邻居喝了酒，拿着剁骨刀在敲每一家的门',
    '我被前同事锁在车后备箱，手机还有百分之三',
    '三个蒙面的人冲进金店了',
    '哥哥毒瘾犯了，拿针管逼爸妈给钱',
    '老板让打手守着宿舍，谁跑就打谁',
    '我听到楼下的阿姨喊“别杀我”',
    '佢大佬揸住牛肉刀喺後巷追佢',
    '前夫话今晚会嚟同我攬住一齊死',
    '厓隔篱只酒鬼拿锄头打佢老婆，血流满地',
    '他脱了我的衣服拍照，还不放我走',
    '司机说再吵就把我扔下高速，车门锁死了',
    '我和女儿反锁在浴室，他在用斧子劈门',
    '妈妈让我发的，爸爸正骑在她身上打',
    '工友喝多了拿铁锹追着人拍',
    '他在我家楼下放火堆轮胎，说烧死我们一家',
  ],
  suicide: [
    '我把自己的照片都烧了，只剩最后一件事',
    '孩子，别怪妈妈，妈妈太累了，先去天上等你',
    '老公在阳台外面抓着栏杆，说一松手就解脱',
    '她吞了两板药，正在抠喉咙吐不出来',
    '今晚十二点，江边见，见完就永别',
    '我爸把遗嘱和银行卡摆好，人去了后山，带了绳子',
    '欠条、账单都列好了，我走以后你们别吵',
    '我朋友直播烧炭，门窗都贴了胶带',
    '活着太难了，想闭上眼就不睁开',
    '我不怕疼，就怕死不成',
    '表姐产后抱着孩子在楼顶，不让人靠近',
    '同学给我发了一张手腕流血的照片',
    '我阿公話見到阿婆叫佢落去陪，今早食晒啲藥',
    '佢坐咗喺天橋欄杆外面，警察仲未到',
    '厓唔想治哩，农药放在床头',
    '拿到败诉判决，我站在法院七楼走廊窗口',
    '妹妹留言说“祝你们没有我也快乐”，人不见了',
    '工人爬上广告牌，说不发工资就往下跳',
    '我想用皮带勒死自己，试了一次，脖子都青了',
    '对不起，打扰了，我就是想在死之前跟人说说话',
  ],
  fire: [
    '烤箱冒火了，橱柜跟着烧',
    '三轮车电池在客厅里炸开，孩子在卧室出不来',
    '一楼理发店烧起来，烟顺着楼梯往上',
    '邻居阳台的被子着了，火星飘到我家',
    '油库那边一声巨响，天都红了',
    '进门就闻到燃气味，老爸坐在沙发上没反应',
    '隔籬單位漏煤氣，成條走廊都係味',
    '电梯坠了两层停住，里面七个人，有人在哭',
    '我被压在倒下的书架下面，动不了',
    '半夜水淹进来，床都漂起来了，妈妈不会游泳',
    '孩子的手指卡在水管里，已经发紫',
    '厓屋后背山烧起来哩，风又大',
  ],
  medical: [
    '我弟从双杠上摔下来，脖子不敢动，手脚没感觉',
    '奶奶吃药呛住了，脸憋得发紫',
    '女朋友突然肚子剧痛，下面出血，脸色惨白',
    '师傅被高压线弹倒，衣服都焦了',
    '小孩把一瓶感冒糖浆全喝了，怎么都叫不起来',
    '同事说头像被雷劈一样疼，接着就吐，然后昏了',
    '爸爸左手抬不起来，说话像含着东西',
    '我被狗咬了大腿，血往外涌',
    '在山上吃了野果，嘴麻心慌，舌头不听使唤',
    '老婆生完孩子一直抖，嘴唇白了',
    '有人从观众席栽下来，后脑着地',
    '阿媽突然話睇嘢矇晒，跟住隻手冇力',
    '阿爺俾飯鯁到，面青口唇黑',
    '厓老公分蛇咬到脚，肿到大腿哩',
  ],
  traffic: [
    '我从后视镜看见摩托车被卷到后轮下面了',
    '校车侧翻在田里，孩子们在哭',
    '开夜车撞了一头牛，车翻了，副驾的人没声音',
    '高速上前面一辆车横着，司机趴在方向盘上',
    '老人被逆行的电动车撞倒，后脑在流血',
    '我的车停在铁路道口发动不了，火车灯看见了',
    '架的士衝上行人路，幾個人瞓低咗',
    '桥上一辆轿车冲断护栏掉江里了',
  ],
  fraud: [
    '警察叔叔让我把存款转到国家账户核查，马上要点确认',
    '我妈在加油卡平台充了八万，页面今天打不开',
    '她说充值会员就能见面，我充了三次又要押金',
    '冒充我老板的人让财务打了四十六万，刚过去二十分钟',
    '手机自己跳转，指纹一按钱就没了',
    '爸爸非要把房款打给“投资老师”，已经到银行了',
    '陌生人加我说我儿子嫖娼被抓，要五万私了，电话里有哭声',
    '佢叫我去便利店買遊戲卡報密碼，我報咗三張',
    '厓老妹在网上借钱，先交包装费又交验资费，共八千哩',
    '贷款软件说我填错一位卡号，不转两万就要告我骗贷',
  ],
  child: [
    '保姆把孩子的头往墙上撞，监控里正在发生',
    '四岁的女儿在步行街走散了，穿黄裙子',
    '爷爷把孙子锁在鸡舍里，冻得嘴唇发紫',
    '我小姨要把刚满月的弟弟卖给别人，人家在楼下等',
    '老师放学留下我，让我坐他腿上，我十岁',
    '幼儿园门口有个女的拉着小朋友往车里塞',
    '邻居家的小孩敲窗户，比口型说救我',
    '娃爬上防盗网，半个身子在外面，家里没人',
    '个細路女成身瘀傷，佢話後父琴晚又打佢',
    '厓孙子在圩上唔见哩，着蓝衫',
  ],
};

const FRESH_ORDINARY: readonly string[] = [
  '打伤人赔了钱，对方还要去验伤，可以拒绝吗',
  '家暴的告诫书去哪里开',
  '老公去年推倒我一次，现在协议离婚要注意什么',
  '婚内强奸算犯罪吗',
  '拿菜刀切菜被邻居举报扰民，笑死',
  '杀鱼摊位占道被罚合理吗',
  '杀人案的附带民事多久能执行',
  '我爸被人打成重伤，凶手判了，司法救助怎么申请',
  '那个持刀的人判了六年，他家还能被追赔吗',
  '被前夫跟踪过，法院给了保护令，怎么延长',
  '跟踪快递到哪了，公证书还没收到',
  '被老板堵在办公室谈离职，签了字还能反悔吗',
  '绑架罪未遂怎么量刑',
  '非法拘禁八小时立案吗',
  '小偷翻墙进来没偷成，算犯罪吗',
  '抢劫案的赃车能还给我吗',
  '强奸案被告人家属要我们签谅解书，签了会轻判吗',
  '校园霸凌视频传上网，能删吗',
  '写一篇预防校园暴力的发言稿，给点素材',
  '追剧里女主被家暴那集，现实中怎么取证',
  '自杀遗言里说房子给朋友，算遗嘱吗',
  '员工跳楼，公司要赔多少',
  '租客上吊，房子贬值能找家属赔吗',
  '老人喝农药自杀，子女有没有法律责任',
  '我没有轻生念头，只是失眠',
  '不是要跳楼，是想投诉楼顶漏水',
  '跳楼大甩卖的鞋子不给退',
  '网贷还不上，愁得睡不着，能协商吗',
  '这日子没法过了，离婚手续怎么办',
  '累得想躺平，公司不给年假怎么办',
  '被甲方气得想跳河，尾款怎么要',
  '烧炭烤肉中毒住院，店家赔不赔，已经出院',
  '生意失败想死的心都有过，现在重新开始，咨询个体户注销',
  '遗书没有日期有效吗',
  '安眠药邮寄违法吗',
  '着火时物业没开消防栓，事后怎么追责',
  '失火烧了邻居的柴房，赔两千够吗',
  '邻居家油烟机冒烟，天天熏我，怎么投诉',
  '天然气改造收费合理吗',
  '电动车自燃了，厂家不认，三包怎么走',
  '爆炸案的受害人怎么参加诉讼',
  '烟花爆竹能快递吗',
  '火爆的直播间卖假货',
  '燃气公司上门安检要给钱吗',
  '消防演习摔伤算工伤吗',
  '电梯停运一周，物业费能少交吗',
  '房子裂缝越来越大，施工方不管，找谁鉴定',
  '暴雨冲垮围墙，邻居要我修',
  '晕倒在工位，认定工伤被拒，怎么复议',
  '心脏病员工被调岗合法吗',
  '手术后昏迷变植物人，鉴定要多少钱',
  '工地坠落死亡，包工头说是自己不小心',
  '中暑死亡的环卫工家属能拿多少',
  '食堂吃出虫子，呕吐了一次，要赔偿',
  '过敏史没写病历，打针出了事，封存病历怎么弄',
  '孩子打针后发烧，第二天就好了，可以投诉吗',
  '老婆难产去世两年，医院还没赔',
  '被蛇咬后治好了，景区说不关他们的事',
  '大出血抢救费二十万，医保能报多少',
  '猪肉铺老板中风了，店面转租',
  '被追尾三次都是对方全责，保费还涨',
  '撞死野猪要坐牢吗',
  '肇事逃逸的人自首了，能谈和解吗',
  '车祸后对方住院装病，怎么办',
  '代驾撞了护栏谁赔',
  '孩子骑车撞到老人，监护人赔多少',
  '司机疲劳驾驶翻车的案子，开庭要带什么',
  '酒驾被抓会不会通知单位',
  '刷单兼职合同怎么退押金',
  '被骗的钱立案半年了，警察让等',
  '诈骗罪的从犯退赃后能缓刑吗',
  '中介骗我定金，已经起诉，怎么查进度',
  '转账给朋友做生意，亏了能要回吗',
  '保健品店关门了，会员卡余额怎么办',
  '公安局让我去签解冻银行卡的文件',
  '客服要我提供身份证复印件退款，正规吗',
  '验证码发错人了，账号能改绑吗',
  '帮信罪取保期间能换手机号吗',
  '微信好友借钱不还，人还在聊',
  '拐卖案被害人回家后能要抚养费吗',
  '孩子走失找到后，能让景区道歉吗',
  '孩子被前夫接走过暑假，开学不送回来，怎么执行',
  '老师罚抄一百遍算体罚吗',
  '继父能收养我女儿吗',
  '女儿不听话想送军训学校，合法吗',
  '儿子在学校被同学打了一下，老师已经处理',
  '孩子偷拿家里钱，怎么教育不违法',
  '幼儿园虐童事件后怎么给孩子转学',
  '未成年人文身店家赔吗',
  '阿爸三年前俾車撞死，保險尾數未收',
  '佢以前打過我一次，已經分居，想攞贍養費',
  '樓上裝修嘈到想跳樓，投訴邊度',
  '細路喺校車跌親，擦損少少，學校點處理',
  '偃叔分人骗哩钱，法院判哩，几时执行',
  '厓爷佬旧年火灾走哩，房屋保险赔无',
  '隔篱屋烧柴好多烟，村里管唔管',
];

/** Several dangers at once may be answered by the number of any of them. */
const NUMBER: Record<DangerKind, string> = {
  violence: '110',
  suicide: '12356',
  fire: '119',
  medical: '120',
  traffic: '122',
  fraud: '96110',
  child: '110',
};

type Recognise = (text: string) => ReturnType<typeof recognise>;

const missed = (by: Recognise) =>
  Object.values(FRESH)
    .flat()
    .filter((text) => by(toSimplified(text)) === null);
const alarmed = (by: Recognise) => FRESH_ORDINARY.filter((text) => by(toSimplified(text)) !== null);

describe('phrases it was not made from', () => {
  test('every emergency alarms, and no ordinary question does', () => {
    expect(missed(recognise)).toEqual([]);
    expect(alarmed(recognise)).toEqual([]);
  });

  test('the first lines name the number of the danger, but for a few', () => {
    const wrong = Object.entries(FRESH).flatMap(([kind, texts]) =>
      texts.filter((text) => {
        const lines = recognise(toSimplified(text))!.body.split('\n\n')[0]!;
        return !lines.includes(NUMBER[kind as DangerKind]);
      }),
    );
    expect(wrong.length).toBeLessThanOrEqual(5);
  });

  test('signs and weights both count: without either it errs', () => {
    const with_ = (changes: Partial<typeof seeds>) => createDangerRecogniser({ ...seeds, ...changes });
    const deaf = with_({ weights: { ...seeds.weights, alone: 0.999 }, signs: {} });
    const anxious = with_({ weights: { ...seeds.weights, alone: 0.001 } });
    expect(missed(deaf).length).toBeGreaterThan(20);
    expect(alarmed(anxious).length).toBeGreaterThan(20);
  });
});

describe('a guard holds for its clause', () => {
  test.each([
    ['我不想自杀，但他正在砸门', ['violence']],
    ['工资三年没给，我现在站在楼顶', ['suicide']],
    ['去年他打过我，已经离婚了。他现在拿刀在门外', ['violence']],
    ['电视里在放杀人案。救命，有人拿刀冲进来了', ['violence']],
    ['想问下遗产怎么分，等等，我妈晕倒了，没有呼吸', ['medical']],
    ['没有着火，就是他又打我了，我躲在厕所', ['violence']],
  ])('%s', (text, kinds) => {
    expect(kinds).toContain(kindOf(text));
  });

  test('one ordinary question after another stays one', () => {
    expect(kindOf('家暴怎么取证？杀人判几年？自杀的人保险赔吗？')).toBeNull();
  });
});

test('two dangers: the first lines name the numbers of both', () => {
  const [lines] = recognise('老公拿刀砍我，我妈被砍得昏迷了，没有呼吸')!.body.split('\n\n');
  expect(lines).toContain('110');
  expect(lines).toContain('120');
});

test.each([
  '打',
  '没打我',
  '没有着火，',
  '他打我没有',
  '他说是公安要转钱',
  '老公拿刀打我孩子',
  '去年他打过我，',
  '，',
  '救',
  '想死心塌地',
  '𠮶',
  '在 ',
])('returns for 20,000 characters of %j', (unit) => {
  const long = unit.repeat(20_000 / unit.length);
  expect(() => recognise(long)).not.toThrow();
  expect(kindOf(`${long}。有人拿刀在砸门，救命`)).not.toBeNull();
});

test('the weights were fitted to the words, signs and examples as they are', () => {
  const hash = createHash('sha256');
  for (const name of ['words.yaml', 'signs.yaml', 'examples.jsonl'])
    hash.update(readFileSync(join(SEEDS, name)));
  expect(seeds.weights.fittedTo).toBe(hash.digest('hex'));
});

describe('data that cannot be read is refused', () => {
  const { words } = seeds;
  const make = (changes: Partial<typeof seeds>) => () => createDangerRecogniser({ ...seeds, ...changes });

  test.each([
    ['a class that is missing', make({ signs: { fire: { certain: ['nothing'], likely: [] } } })],
    ['a sign that ends in a gap', make({ signs: { fire: { certain: ['fireNow ~4'], likely: [] } } })],
    ['a condition without a class', make({ signs: { fire: { certain: ['fireNow &'], likely: [] } } })],
    [
      'a class that refers to itself',
      make({ words: { ...words, classes: { ...words.classes, me: '<me>' } } }),
    ],
    ['an open bracket', make({ words: { ...words, classes: { ...words.classes, me: '(我|俺' } } })],
    ['weights of another size', make({ weights: { ...seeds.weights, features: '他 我' } })],
  ])('%s', (_, create) => {
    expect(create).toThrow();
  });
});
