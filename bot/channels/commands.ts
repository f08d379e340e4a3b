/** Slash commands, the same in every channel: `/clause 九`, `/help@shaofatong_bot`, `/人工`. */
import type { CommandName, InboundContent } from '../types.ts';
import { cleanText } from './clean-text.ts';

const NAMES: Readonly<Record<string, CommandName>> = {
  start: 'start',
  help: 'help',
  clause: 'clause',
  person: 'person',
  new: 'new',
  privacy: 'privacy',
  aid: 'aid',
  door: 'door',
  export: 'export',
  erase: 'erase',
  开始: 'start',
  帮助: 'help',
  条款: 'clause',
  人工: 'person',
  转人工: 'person',
  重新开始: 'new',
  隐私: 'privacy',
  法律援助自测: 'aid',
  走哪条路: 'door',
  我的记录: 'export',
  删除: 'erase',
};

/** The slash may be full-width, as Chinese keyboards type it. */
const COMMAND = new RegExp(
  `^[/／](?<word>${Object.keys(NAMES).join('|')})(?:@(?<addressee>[a-z0-9_]+))?(?<rest>.*)$`,
  'isu',
);

export interface Command {
  name: CommandName;
  argument: string;
  /** The bot's name after the `@`, null when none was written. */
  addressee: string | null;
}

/** The command that a text is, or null: a word after a slash that we do not know is plain text. */
export function parseCommand(text: string): Command | null {
  const groups = COMMAND.exec(text.trim())?.groups;
  const name = NAMES[groups?.word?.toLowerCase() ?? ''];
  if (groups === undefined || name === undefined) return null;
  const rest = groups.rest ?? '';
  if (!endsWord(name, rest)) return null;
  return { name, argument: rest.trim(), addressee: groups.addressee ?? null };
}

/** `/条款第九条` needs no blank before its argument; `/人工智能` and `/helpful` are not commands. */
function endsWord(name: CommandName, rest: string): boolean {
  if (rest === '' || /^\s/.test(rest)) return true;
  return name === 'clause' && !/^[a-z_]/i.test(rest);
}

/** What a typed text says to the core: cleaned, and a command when it is one. */
export function contentOf(text: string): InboundContent {
  const cleaned = cleanText(text);
  const command = parseCommand(cleaned);
  if (command === null) return { kind: 'text', text: cleaned };
  return { kind: 'command', name: command.name, argument: command.argument };
}
