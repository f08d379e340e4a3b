/** The sentences around the interviews, zh-CN; questions and results stand in seeds/interviews/. */
import type { InterviewResultKind } from '../types.ts';

export const buttons = {
  back: '上一步',
  skip: '跳过',
  why: '为什么问这个',
  quit: '不做了',
  correct: '改一下',
  person: '转人工',
  resume: '接着来',
  again: '重新开始',
} as const;

export const texts = {
  progress: (at: number, most: number) => `第${at}步，最多${most}步`,
  numbered: (labels: readonly string[]) => labels.map((label, index) => `${index + 1}. ${label}`).join('\n'),
  toldBefore: (told: readonly string[]) =>
    `您前面说过：${told.join('；')}。这些就不再问了；哪样说得不对，回“${buttons.correct}”。`,
  told: (short: string, label: string) => `${short}——${label}`,
  unclear: '不好意思，我没听明白。下面几样，您选一个，回前面的数字就行，用自己的话说也可以。',
  unclearOpen: '不好意思，我没看到文字。请打字说一说；不想说，回“跳过”也行。',
  offerPerson: `还是没听明白，是我没问好。您可以再选一次；也可以回“${buttons.person}”，请工作人员来看。`,
  atStart: '这已经是第一个问题了。',
  cannotSkip: '这个问题跳不过去，选一个最接近的就行；都不像，回“转人工”，请工作人员来看。',
  why: (text: string, citation: string) => `为什么问：${text}（${citation}）`,
  hotline: (number: string) => `${number}热线`,
  quit: '好的，不问了。刚才说的不会替您交给任何机构。想再来，随时说一声；着急就打12348。',
  person: '好的，这就请工作人员来看，刚才说过的会一起转过去，不用再说一遍。',
  fromStart: '好的，我们从头来。',
  resume: (question: string) => `上次问到：“${question}”\n\n接着来吗？`,
  refused: '上次问到一半的内容已经旧了，接不上了，对不起。我们重新开始，只要几个问题。',
  tooLong: (max: number) => `话有点长，我只记下了前${max}个字。`,
  skipped: '没有说',
  unfinished: '没有问完',
} as const;

export const kindLabels: Record<InterviewResultKind, string> = {
  'may-no-means': '可以提出申请，一般不用查家里的经济情况',
  'may-means': '可以提出申请，受理的机构会核查经济情况',
  'other-door': '这件事多半走另一条路',
  'ask-staff': '这一样请工作人员看过再说',
  door: '可以先走这条路',
  intake: '已经记下来了',
  noted: '照您的意思办',
};

export const summaryTexts = {
  office: '韶关市公共法律服务',
  product: '韶法通',
  heads: {
    say: '说明',
    where: '去哪里',
    bring: '带什么',
    time: '多久、什么时候',
    closing: '请记住',
    answers: '您说过的',
    basis: '依据',
  },
  agency: '办理的地方',
  noOffice: '地址、电话和上班时间，打12348问清楚再去',
  basis: (citations: readonly string[]) =>
    `依据：\n${citations.map((one, at) => `${at + 1}. ${one}`).join('\n')}`,
  answered: (question: string, answer: string) => `${question}：${answer}`,
  date: (iso: string) => {
    const [year, month, day] = iso.split('-').map(Number);
    return `${year}年${month}月${day}日`;
  },
  madeOn: (date: string) => `${date}自动整理`,
  notDecision: '这是按公开的规定整理的信息，不是法律意见，也不是受理或者审批的决定。',
  hotline: '拿不准，打12348公共法律服务热线；有危险，马上打110。',
  gist: '“依据”是这句话根据的条文，用我们自己的话写，不是原文。',
  language: 'zh-CN',
} as const;

/** What is wrong with an interview as data, for whoever writes it. */
export const messages = {
  unreadable: (file: string, reason: string) => `seeds/interviews/${file} 读不了：${reason}`,
  twice: (what: string) => `${what} 出现了两次`,
  nowhere: (to: string) => `通到不存在的 ${to}`,
  unreached: (what: string) => `${what} 永远走不到`,
  circle: (step: string) => `从 ${step} 出发会绕回来`,
  tooMany: (most: number, found: number) => `说好最多问${most}步，最长的一条路要${found}步`,
  deadEnd: (step: string) => `${step} 的最后一条去向带条件，有的回答没有去处`,
  badCondition: (step: string, value: string) => `条件里的 ${step}＝${value} 不存在`,
  tooFew: (step: string) => `${step} 的选项少于两个`,
  badPattern: (pattern: string) => `${pattern} 不是有效的正则表达式`,
  noSuchCard: (card: string) => `没有编号为 ${card} 的卡片`,
  oldCard: (card: string) => `卡片 ${card} 已经被新的代替`,
  notOfCard: (basis: string, card: string) => `${basis} 不是卡片 ${card} 的依据`,
  number: (number: string, card: string) => `“${number}”在卡片 ${card} 里没有`,
  unmarked: (card: string) => `卡片 ${card} 只在公开网页上读到，句子里要写明“公开网页”`,
  decides: (words: string, text: string) => `“${text}”里的“${words}”像是替机构作决定`,
  amount: (text: string) => `“${text}”里有金额`,
  noBasis: (result: string) => `结果 ${result} 没有一句有依据`,
} as const;
