import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
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

  it('leaves the page, what it names, the script for other sites, all of it compressed too, and the stamp', () => {
    const page = readFileSync(join(DIST, 'index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]!);
    expect(named).toHaveLength(3);
    const files = filesOf(DIST);
    for (const name of [...named, 'index.html', 'embed.js'])
      expect(files).toEqual(expect.arrayContaining([name, `${name}.br`, `${name}.gz`]));
    expect(files).toContain('.stamp');
    const others = files.filter((name) => !/^(?:assets\/|\.stamp$|index\.html|embed\.js)/.test(name));
    expect(others).toEqual([]);
  });

  it('compresses what it serves, and nothing else', () => {
    for (const name of filesOf(DIST).filter((file) => file.endsWith('.gz'))) {
      const plain = readFileSync(join(DIST, name.slice(0, -'.gz'.length)));
      expect(gunzipSync(readFileSync(join(DIST, name))).equals(plain), name).toBe(true);
      const brotli = readFileSync(join(DIST, name.replace(/gz$/, 'br')));
      expect(brotliDecompressSync(brotli).equals(plain), name).toBe(true);
    }
  });

  it('keeps the page free of inline code and of the development build, whoever builds it', () => {
    const page = readFileSync(join(DIST, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
    expect(scripts().join('').includes('[Vue warn]')).toBe(false);
  });

  it('keeps to its budget: 100 KiB of script, compressed, with what only some people fetch; 3 KiB for other sites', () => {
    const sizes = scripts().map((code) => gzipSync(code, { level: 9 }).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sum(sizes)).toBeLessThanOrEqual(100 * 1024);
    expect(gzipSync(readFileSync(join(DIST, 'embed.js'))).length).toBeLessThanOrEqual(3 * 1024);
    // Control: the map's library is in the sum, or its half would go unnoticed.
    expect(scripts().some((code) => code.includes('leaflet'))).toBe(true);
  });

  it('leaves nothing in the global scope of other sites', () => {
    const before = Object.keys(globalThis);
    const scope = createContext({
      document: { currentScript: null },
      matchMedia: () => ({}),
      HTMLScriptElement: Object,
    });
    const known = Object.keys(scope);
    runInContext(readFileSync(join(DIST, 'embed.js'), 'utf8'), scope);
    expect([Object.keys(scope), Object.keys(globalThis)]).toEqual([known, before]);
    runInContext('var leaked = 1', scope); // control
    expect(Object.keys(scope)).not.toEqual(known);
  });
});

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const scripts = (): string[] =>
  filesOf(join(DIST, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(DIST, 'assets', name), 'utf8'));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
