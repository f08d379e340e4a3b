/** A clarifying question that a noted group answers is not asked; any other is. */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { optionOfGroup } from '../../../bot/conversation/known-groups.ts';
import { readInterviews } from '../../../bot/interviews/load.ts';

const WAGES = ['是，进城务工', '不是'];

it('is answered by the group it asks for', () => {
  expect(optionOfGroup(WAGES, ['农民工'])).toEqual({ option: '是，进城务工', group: '农民工' });
});

it.each([[[]], [['残疾人']], [undefined]])(
  'is asked when nothing noted answers it: %j (control)',
  (groups) => {
    expect(optionOfGroup(WAGES, groups)).toBeNull();
  },
);

it('is asked when two options could be meant', () => {
  expect(optionOfGroup(['进城务工，要工资', '进城务工，别的事'], ['农民工'])).toBeNull();
});

it('knows every group that can be noted', () => {
  const seeds = resolve(import.meta.dirname, '../../../seeds');
  const interview = readInterviews(seeds).find(({ interview: { id } }) => id === 'special-groups')!.interview;
  const labels = interview.steps[0]!.options.filter(({ value }) => value !== 'none').map(
    ({ label }) => label,
  );
  const words = ['低保', '残疾', '农民工', '老人', '未成年', '单亲', '军属', '退役'];
  for (const [index, label] of labels.entries())
    expect(optionOfGroup([words[index]!], [label]), label).not.toBeNull();
});
