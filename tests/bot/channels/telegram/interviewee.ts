/** Somebody who goes through an interview by nothing but buttons. */
import { expect, vi } from 'vitest';
import type { SentMessage } from './bot-api-outgoing.ts';
import type { Person } from './people.ts';

/** The message that comes next after `act`. */
export async function next(person: Person, act: () => unknown): Promise<SentMessage> {
  const before = person.heard().length;
  act();
  await vi.waitFor(() => expect(person.heard().length).toBeGreaterThan(before), {
    timeout: 20_000,
    interval: 5,
  });
  return person.heard()[before]!;
}

/** Begins with `/aid` and presses the first answer of every question; returns the questions, and what came of them. */
export async function pressedThrough(
  person: Person,
): Promise<{ questions: SentMessage[]; result: SentMessage }> {
  const questions: SentMessage[] = [];
  let message = await next(person, () => person.says('/aid'));
  while (message.text.includes('步，最多')) {
    // Its buttons go when one of them is pressed.
    questions.push(structuredClone(message));
    const question = message;
    message = await next(person, () => person.presses(question, 0));
  }
  return { questions, result: message };
}
