/**
 * Starts every entry point once under plain Node. Vitest and tsc accept what Node's type stripping then refuses
 * (an enum, a named import from CommonJS), so loading is checked where it will run.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const entries = new Set(
  Object.values(scripts).flatMap((script) => script.match(/(?:bot|scripts)\/[\w-]+\.ts/gu) ?? []),
);
entries.delete('scripts/check-entries.ts');

/** Loads the modules without running them: an entry point runs only when it is Node's main module. */
const load = (entry: string) =>
  spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      `await import(${JSON.stringify(join(root, entry))})`,
    ],
    { cwd: root, encoding: 'utf8' },
  );

let failed = 0;
for (const entry of entries) {
  const { status, stderr, stdout } = load(entry);
  if (status === 0 && stdout === '') continue;
  failed++;
  console.error(`${entry}: ${stderr || `加载时打印了：${stdout}`}`);
}
if (failed > 0) process.exit(1);
