/** The samples in README.md: a command and what it prints, between `<!-- sample:NAME -->` and `<!-- /sample -->`. */

/** What stands in a pair of markers that is still empty. */
const DEFAULT_COMMANDS: Readonly<Record<string, string>> = {
  ask: 'npm run -s ask -- --date 2026-11-23 "公证员要多少名？"',
  clause: 'npm run -s clause -- --date 2026-11-23 "附件2 公证"',
};

export interface Sample {
  name: string;
  command: string;
  /** What stands between the markers. */
  block: string;
}

const SAMPLE = /(?<=<!-- sample:(\w+) -->\n)[\s\S]*?(?=<!-- \/sample -->)/g;

/** All samples of a text, in its order. @throws when an empty one has no default command */
export function samplesIn(text: string): Sample[] {
  return Array.from(text.matchAll(SAMPLE), ([block, name = '']) => {
    const command = /^```console\n\$ (.+)\n/.exec(block)?.[1] ?? DEFAULT_COMMANDS[name];
    if (command === undefined) throw new Error(`README.md: sample ${name} has no line "$ npm run -s …"`);
    return { name, command, block };
  });
}

/** What has to stand between the markers. */
export function blockOf(command: string, printed: string): string {
  return `\`\`\`console\n$ ${command}\n${printed.trimEnd()}\n\`\`\`\n`;
}

/** The text with other blocks in its samples, by name. */
export function withBlocks(text: string, blocks: ReadonlyMap<string, string>): string {
  return text.replace(SAMPLE, (block, name: string) => blocks.get(name) ?? block);
}
