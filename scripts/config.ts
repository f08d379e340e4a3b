/** `npm run -s config`: every setting with its value, where it came from and what it is for. Secrets are masked. */
import { describeSettings, loadConfig } from '../bot/config.ts';
import { runCommand } from './command.ts';

async function main(): Promise<undefined> {
  for (const { name, value, origin, about } of describeSettings())
    console.log(`${name.padEnd(20)} ${value}\n${' '.repeat(21)}${origin} · ${about}`);
  loadConfig();
}

if (import.meta.main) await runCommand(main);
