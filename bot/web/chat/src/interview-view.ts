/** How an interview's question is shown: what its buttons and its bar say is not said a second time. */
import type { OutboundMessage } from '../../../types.ts';
import { paragraphsOf } from './formatting.ts';
import { interview } from './texts.ts';

export interface ShownOptions {
  /** What answers the question. */
  answers: readonly string[];
  /** What steers the interview. */
  tools: readonly string[];
}

export function shownOptions(options: readonly string[]): ShownOptions {
  const isTool = (option: string): boolean => interview.tools.includes(option);
  return { answers: options.filter((option) => !isTool(option)), tools: options.filter(isTool) };
}

export interface ShownQuestion {
  body: string;
  /** The numbered options as the body has them, for whoever does not see the buttons; empty when it has none. */
  numbered: string;
}

/** The body without the steps that the bar shows and without the list that the buttons show. */
export function shownQuestion({ body, options, progress }: OutboundMessage): ShownQuestion {
  if (progress === undefined) return { body, numbered: '' };
  const steps = `（${interview.progress(progress.at, progress.most)}）`;
  const list = shownOptions(options).answers.map((label, index) => `${index + 1}. ${label}`);
  const isList = (paragraph: string): boolean => {
    const lines = paragraph.split('\n');
    // What an interview offers besides, such as a person, is no numbered option.
    return lines.length > 1 && lines.every((line, index) => line === list[index]);
  };
  const paragraphs = paragraphsOf(body);
  return {
    body: paragraphs
      .filter((paragraph) => !isList(paragraph))
      .map((paragraph) => (paragraph.endsWith(steps) ? paragraph.slice(0, -steps.length) : paragraph))
      .join('\n\n'),
    numbered: paragraphs.find(isList) ?? '',
  };
}
