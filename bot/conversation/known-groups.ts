/** Nobody is asked what they agreed to have noted: a clarifying question that a noted group answers is answered by it. */

/** Words by which options name a group, by the group's label in seeds/interviews/special-groups.yaml. */
const WORDS: Readonly<Record<string, RegExp>> = {
  低收入群体: /低保|低收入|特困/u,
  残疾人: /残疾/u,
  农民工: /进城务工|农民工|进城打工/u,
  老年人: /老年|老人/u,
  青少年: /未成年|青少年/u,
  单亲困难母亲: /单亲/u,
  军人军属: /军人|军属/u,
  '退役军人、其他优抚对象': /退役|优抚/u,
};
const DENIES = /^(?:不|没|都不)/u;

/** The one option that a noted group means, with the group; null when there is none, or more than one. */
export function optionOfGroup(
  options: readonly string[],
  groups: readonly string[] = [],
): { option: string; group: string } | null {
  const found = groups.flatMap((group) =>
    options
      .filter((option) => WORDS[group]?.test(option) === true && !DENIES.test(option))
      .map((option) => ({ option, group })),
  );
  return found.length === 1 ? found[0]! : null;
}
