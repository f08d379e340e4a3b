/** The part of a long story that asks. */

/** A text this short is a question from end to end. */
const SHORT = 32;
const CLAUSE = /[^。！？!?；;，,\n]+[。！？!?；;，,\n]*/gu;
const ASKS =
  /[？?]|[吗呢么嘛]\s*[。，,]?$|什么|怎么|怎样|咋|啥|如何|多少|几[个名条项多时]|哪|谁|是不是|是否|有没有|有冇|能不能|可不可以|要不要|会不会|该不该|多久|请问|想问|想知道|想晓得|想了解|帮我查|帮忙查|请按|请把|请列/u;

const POINTS_BACK = /这个|这件|这事|这样|这项|这一项|这句|这种|那个|那样|这么/u;

export interface Focus {
  asking: string;
  /** What only surrounds the question; empty for a short text. */
  background: string;
  /** The question points back at what surrounds it: 有没有写这个安排. */
  pointsBack: boolean;
}

const MOST_QUESTIONS = 3;

/** The questions of a text that asks several: 收费多少，多久去法院. Empty when it asks one. @param text normalised */
export function questionsOf(text: string): string[] {
  const asking = [...text.matchAll(CLAUSE)].map(([clause]) => clause).filter((clause) => ASKS.test(clause));
  return asking.length < 2 ? [] : asking.slice(-MOST_QUESTIONS);
}

/** @param text normalised */
export function focusOf(text: string): Focus {
  if (text.length <= SHORT) return { asking: text, background: '', pointsBack: false };
  const clauses = [...text.matchAll(CLAUSE)].map(([clause]) => clause);
  const asking = clauses.filter((clause) => ASKS.test(clause));
  if (asking.length === 0) return { asking: text, background: '', pointsBack: false };
  return {
    asking: asking.join(''),
    background: clauses.filter((clause) => !asking.includes(clause)).join(''),
    pointsBack: asking.some((clause) => POINTS_BACK.test(clause)),
  };
}
