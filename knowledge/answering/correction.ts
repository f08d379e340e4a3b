/** Turns that say how they stand to the one before: 不是我，是我妈 puts it right, 换个话题 leaves it. */
import type { Question } from '../types.ts';

/** 不是离婚，是结婚登记: what was wrong, and what stands in its place. */
const NOT_BUT =
  /^(?:(?:不对|错了|搞错了?|说错了?|弄错了?|问错了?|不是的?)[，,。！!\s]+)?(?:我(?:说|问|讲|指)的?)?(?:不是|不系|唔系)(?:说|问|讲)?(?<wrong>[^，,。！？!?\s]{1,8})[，,。\s]*(?:而)?(?:是|系)(?:说|问|讲)?(?<right>[^。！？!?]{1,24})[。！!]*$/u;
/** 说错了，是我爸要申请: only what is right. */
const BUT =
  /^(?:不对|错了|搞错了?|说错了?|弄错了?|问错了?|不是|不是的|唔系)[，,。！!\s]+(?:我(?:说|问|讲|指)的?)?(?:是|系)(?<right>[^。！？!?]{1,24})[。！!]*$/u;

/**
 * The question that the person means, when the turn corrects the one before; the question itself otherwise.
 * @param question simplified and in Mandarin, its history too
 */
export function corrected(question: Question): Question {
  const before = question.history.findLast(({ role }) => role === 'citizen')?.text;
  if (before === undefined) return question;
  const text = question.text.trim();
  const { wrong, right } = NOT_BUT.exec(text)?.groups ?? {};
  if (wrong !== undefined && right !== undefined) {
    const put = replaced(before, wrong, right) ?? joined(before, right);
    // Another matter was meant: the answer that was given was to something else.
    return wrong === '我' ? { ...question, text: put } : { ...question, text: put, history: [] };
  }
  const only = BUT.exec(text)?.groups?.right;
  if (only === undefined) return question;
  const whose = SOMEBODY.exec(only)?.[0];
  const put = whose === undefined ? null : replaced(before, '我', whose);
  return { ...question, text: put ?? joined(before, only) };
}

/** Whose matter it is, where 我 stood. */
const SOMEBODY =
  /^(?:我(?:妈妈?|母亲|爸爸?|父亲|爷爷|奶奶|外公|外婆|老公|丈夫|老婆|妻子|儿子|女儿|孩子|小孩|哥哥?|姐姐?|弟弟?|妹妹?|公公|婆婆|岳父|岳母|朋友|同事|工友|邻居|亲戚|家人)|[他她])/u;

/** The history as it was meant: each correction stands as the question that it put right. */
export function withCorrections(question: Question): Question {
  const history = question.history.map((turn, at) =>
    turn.role === 'citizen'
      ? {
          ...turn,
          text: corrected({ ...question, text: turn.text, history: question.history.slice(0, at) }).text,
        }
      : turn,
  );
  return { ...question, history };
}

/** 算了不公证了，我想问…: what comes after has nothing to do with what was said before. */
const SWITCH =
  /^(?:那|好|哦|嗯|行)?[，,]?(?:算了|不(?:说|问|管|提)(?:这个|这件|那个|它)|换(?:一?个)?(?:话题|问题|件事)|(?:想)?问(?:你)?(?:一?件|一?个)?别的|讲第二样)[^，。,；;：:]{0,10}[，。,；;：:\s]+(?:我?(?:想|要)?(?:再)?问(?:一下|问|下)?[，,：:]?)?(?<matter>.{5,})$/u;

/** The new matter alone, without history, when the turn says that it is another; the question itself otherwise. */
export function switched(question: Question): Question {
  const matter =
    question.history.length === 0 ? undefined : SWITCH.exec(question.text.trim())?.groups?.matter;
  return matter === undefined ? question : { ...question, text: matter, history: [] };
}

/** The right words where the wrong ones stood; what is added behind a comma stands behind. */
function replaced(before: string, wrong: string, right: string): string | null {
  const [place = '', ...more] = right.split(/[，,]/u);
  const at = before.indexOf(wrong);
  // 不是我 does not mean the 我 of 我们.
  if (at < 0 || (wrong === '我' && before[at + 1] === '们')) return null;
  const put = `${before.slice(0, at)}${place}${before.slice(at + wrong.length)}`;
  return more.length === 0 ? put : joined(put, more.join('，'));
}

const joined = (before: string, right: string): string => `${before.replace(/[。！!]+$/u, '')}，${right}`;
