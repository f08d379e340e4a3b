import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = join(ROOT, 'bot/web/chat/dist');
const run = async (): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['scripts/build-web.ts'], { cwd: ROOT })).stdout;

describe('build-web', () => {
  beforeAll(run);

  it('does nothing, and says so in one line, when nothing changed', async () => {
    expect(await run()).toBe('网页没有改动，不用重新构建。\n');
  });

  it('leaves exactly the page, what it names, and the stamp', () => {
    const page = readFileSync(join(DIST, 'index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
    expect(named).toHaveLength(3);
    const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
    expect(files.sort()).toEqual(['.stamp', 'assets', 'index.html', ...named].sort());
  });

  it('keeps the page light, free of inline code and of the development build, whoever builds it', () => {
    const page = readFileSync(join(DIST, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    const scripts = readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'));
    const code = scripts.map((name) => readFileSync(join(DIST, 'assets', name), 'utf8')).join('');
    expect(gzipSync(code).length).toBeLessThan(60 * 1024);
    expect(code.includes('[Vue warn]')).toBe(false);
  });
});
