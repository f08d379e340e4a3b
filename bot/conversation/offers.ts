/** What the chat offers besides an answer: taken up by its label, or by plain yes right after it was offered. */
import type { Interview } from '../interviews/schema.ts';
import { yesOrNo } from '../interviews/understand.ts';
import * as texts from '../texts.ts';
import type { ConversationState, InterviewId, Offer } from '../types.ts';
import { bare } from './bare.ts';

/** What a text asks for of that which is always there, by the words on its button or others for the same. */
export type Wish =
  | { kind: 'interview'; id: InterviewId }
  | { kind: 'privacy' }
  | { kind: 'export' }
  | { kind: 'erase' }
  | { kind: 'withdraw' };

const SAID = new Map<string, Wish>([
  ...Object.entries(texts.interviewLabels).map(
    ([id, label]) => [bare(label), { kind: 'interview', id: id as InterviewId }] as const,
  ),
  ...texts.interviewNames.flatMap(({ id, names }) =>
    names.map((name) => [name, { kind: 'interview', id }] as const),
  ),
  [bare(texts.exportLabel), { kind: 'export' }],
  [bare(texts.eraseLabel), { kind: 'erase' }],
  [bare(texts.withdrawLabel), { kind: 'withdraw' }],
]);

/** How people ask for it who do not know the button: only these words and nothing else, and of `needs` each. */
const ASKED: readonly { wish: Wish; only: RegExp; needs: readonly RegExp[] }[] = [
  {
    wish: { kind: 'erase' },
    only: /^(?:请|麻烦|唔该|你|您|帮|给|我|要|想|可以|可不可以|可唔可以|能不能|能|把|将|在|这里|刚才|刚刚|头先|之前|前面|说|讲|问|过|的|嘅|话|东西|内容|聊天|对话|个人|记录|信息|资料|所有|全部|全都|都|删|除|掉|清空|清除|了|咗|晒|佢|它|吧|吗)+$/u,
    needs: [/删|清空|清除/u, /我|刚才|刚刚|头先|聊天|对话|记录|信息|资料/u],
  },
  {
    wish: { kind: 'export' },
    only: /^(?:请|麻烦|唔该|你|您|帮|给|我|要|想|可以|可不可以|可唔可以|能不能|能|把|将|在|这里|拿|攞|导出|下载|发|一份|说|讲|过|的|嘅|话|聊天|对话|记录|吗)+$/u,
    needs: [/给我|发我|发给|拿|攞|要|导出|下载/u, /说过?的话|讲过?嘅话|记录/u],
  },
  {
    wish: { kind: 'withdraw' },
    only: /^(?:请|麻烦|唔该|你|您|帮|给|我|要|想|可以|可不可以|能不能|能|把|将|那个|的|嘅|优先服务|优先|人群|登记|撤回|撤销|取消|撤掉|撤|了|咗|吧|吗)+$/u,
    needs: [/撤|取消/u, /优先/u],
  },
  {
    wish: { kind: 'privacy' },
    only: /^(?:请问|你们?|您|我们?|在|这里|呢度|说|讲|过|的|嘅|话|聊天|对话|个人|记录|信息|资料|隐私|会不会|会唔会|会|能|怎么|怎样|点样|如何|保管|保存|存|放|到|哪里|哪|边度|多久|谁|边个|看得到|看到|睇到|给|俾|别人|人家|看|睇|泄露|外泄|出去|公开|安全|不|是|吗|呢)+$/u,
    needs: [/记录|信息|资料|隐私|[说讲]过?[的嘅]话/u, /保管|保存|存|谁|边个|别人|人家|泄|公开|安全/u, /我/u],
  },
];

/** Nobody says yes or asks for a button at greater length; and a long row of words must not keep the patterns busy. */
const LONGEST = 40;

/** @param labelsOnly when an interview goes on, other words may be the answer to it (把我的信息删掉) */
export function wishOf(text: string, labelsOnly: boolean): Wish | null {
  if (text.length > LONGEST) return null;
  const said = bare(text);
  const label = SAID.get(said);
  if (label !== undefined || labelsOnly) return label ?? null;
  const asked = ASKED.find(({ only, needs }) => only.test(said) && needs.every((one) => one.test(said)));
  return asked?.wish ?? null;
}

/** What became of the offer of the last message; null when the text has nothing to do with it. */
export function replyToOffer(
  { offer }: ConversationState,
  text: string,
  interviews: ReadonlyMap<string, Interview>,
): { kind: 'accepted'; offer: Offer } | { kind: 'refused' } | null {
  if (offer === undefined || text.length > LONGEST) return null;
  const said = bare(text);
  const { accept, accepting, refuse } = LABELS[offer.kind];
  if (said === bare(accept) || accepting.test(said)) return { kind: 'accepted', offer };
  if (said === bare(refuse) || REFUSING.test(said)) return { kind: 'refused' };
  const [any] = interviews.values();
  const plain = any && (yesOrNo(any, text) ?? yesOrNo(any, said.replace(COURTESY, '')));
  if (plain === 'yes') return { kind: 'accepted', offer };
  return plain === 'no' ? { kind: 'refused' } : null;
}

const REFUSING = /^(?:先|还是|那)?(?:不|别|唔|唔好)(?:想|要)?(?:听|讲|说|删|删除|删掉)(?:了|啦|喇|先|住)*$/u;

/** 唔使啦，唔该 refuses as 唔使啦 does. */
const COURTESY = /(?:唔该|谢谢|多谢|谢|麻烦)(?:你|您|晒|了)*$/u;

/** An offer stands until the next thing that is said. */
export function withoutOffer(state: ConversationState): ConversationState {
  const { offer: _past, ...rest } = state;
  return rest;
}

const LABELS: Readonly<Record<Offer['kind'], { accept: string; accepting: RegExp; refuse: string }>> = {
  education: {
    accept: texts.tellMore,
    accepting: /^(?:那|你|再)*(?:讲|说|听)(?:吧|一条|来听听|听|听听|一下)*$/u,
    refuse: texts.noThanks,
  },
  erase: {
    accept: texts.confirmErase,
    accepting: /^(?:我|要)*(?:确定|确认|肯定)?(?:要|都|全部)*(?:确定|确认|删|删除|删掉)(?:了|吧|啦|喇|的)*$/u,
    refuse: texts.keepRecord,
  },
};
