/**
 * Builds the web apps that are missing or whose sources changed; `--force` builds anyway. Runs before `npm start`, so it
 * must cost next to nothing when there is nothing to do: Vite is loaded only to build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { InlineConfig } from 'vite';
import { runCommand } from './command.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CHAT = join(ROOT, 'bot/web/chat');
/** The script that puts the chat into other sites. */
const EMBED = join(CHAT, 'src/embed/embed.ts');
const STAMP = '.stamp';

/** What is built from what: a change of the tools is a change too. */
const TOOLS = [join(ROOT, 'package-lock.json'), import.meta.filename];

interface OutputFile {
  fileName: string;
  content: string | Uint8Array;
}

/**
 * Brings `dist/` of the citizen's chat up to date.
 * @returns whether it was built
 */
async function buildWeb(force: boolean): Promise<boolean> {
  const dist = join(CHAT, 'dist');
  const stamp = await fingerprint(CHAT);
  if (!force && readStamp(dist) === stamp) return false;
  const files = [...(await bundle(CHAT)), await bundleScript(EMBED, 'embed.js')];
  await install(dist, [...files, ...files.flatMap(compressed), { fileName: STAMP, content: stamp }]);
  return true;
}

function readStamp(dist: string): string | null {
  const path = join(dist, STAMP);
  return existsSync(path) && existsSync(join(dist, 'index.html')) ? readFileSync(path, 'utf8') : null;
}

/** SHA-256 over the names and bytes of everything that the build reads. */
async function fingerprint(app: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [...(await sourcesOf(app)), ...TOOLS.filter((tool) => existsSync(tool))]) {
    const bytes = await readFile(path);
    hash.update(`${relative(ROOT, path)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

async function sourcesOf(app: string): Promise<string[]> {
  const entries = await readdir(app, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(app, 'dist', sep)))
    .sort();
}

async function bundle(root: string): Promise<OutputFile[]> {
  return run({ root, configFile: join(root, 'vite.config.ts'), build: { write: false } });
}

/** One classic script that leaves nothing in the global scope. */
async function bundleScript(entry: string, fileName: string): Promise<OutputFile> {
  const [file] = await run({
    root: CHAT,
    configFile: false,
    build: {
      write: false,
      target: ['chrome87', 'safari14', 'firefox78'],
      modulePreload: { polyfill: false },
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: fileName } },
    },
  });
  if (file === undefined) throw new Error('Vite gave no output');
  return file;
}

async function run(config: InlineConfig): Promise<OutputFile[]> {
  // Whoever starts us may be developing or testing; what citizens get is always the production build.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const result = await build({ ...config, logLevel: 'warn' });
  if (!('output' in result)) throw new Error('Vite gave no single output');
  return result.output.map((file) => ({
    fileName: file.fileName,
    content: file.type === 'chunk' ? file.code : file.source,
  }));
}

const COMPRESSIBLE = /\.(?:html|js|css|svg)$/;

/** The same file as browsers on slow networks take it; the server sends whichever they know. */
function compressed({ fileName, content }: OutputFile): OutputFile[] {
  if (!COMPRESSIBLE.test(fileName)) return [];
  const bytes = Buffer.from(content);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return [
    { fileName: `${fileName}.br`, content: brotliCompressSync(bytes, quality) },
    { fileName: `${fileName}.gz`, content: gzipSync(bytes, { level: 9 }) },
  ];
}

/**
 * Puts the files into `dist` so that it is a whole page at every moment, even when this is killed or a server is serving
 * it: first the assets, whose names carry their hash, then the page that names them, then the stamp, then the tidying up.
 */
async function install(dist: string, files: readonly OutputFile[]): Promise<void> {
  const isAsset = ({ fileName }: OutputFile) => fileName.includes('/');
  const isPage = ({ fileName }: OutputFile) => !fileName.includes('/') && fileName !== STAMP;
  const isStamp = ({ fileName }: OutputFile) => fileName === STAMP;
  for (const step of [isAsset, isPage, isStamp]) {
    for (const file of files.filter(step)) await replace(join(dist, file.fileName), file.content);
  }
  const wanted = new Set(files.map(({ fileName }) => join(dist, fileName)));
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(path)) await rm(path, { force: true });
  }
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, content);
  await rename(draft, path);
}

async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });
  const start = performance.now();
  const built = await buildWeb(values.force);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(built ? `网页已构建（${seconds} 秒）。` : '网页没有改动，不用重新构建。');
}

if (import.meta.main) await runCommand(main);
