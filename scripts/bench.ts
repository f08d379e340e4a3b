/**
 * `npm run -s bench`: speed and memory of what people wait for, with MiniSearch over the same passages in the same run.
 * Machines are noisy: the ratios are what to quote.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import { loadConfig, PROJECT_ROOT } from '../bot/config.ts';
import { termsOf } from '../knowledge/index/tokens.ts';
import { type Knowledge, openKnowledge } from '../knowledge/knowledge.ts';
import { benchPlaces } from './bench-places.ts';
import { runCommand } from './command.ts';
import { figure, median, print, timed } from './figures.ts';

const ROUNDS = 8;
const STARTS = 5;

async function main(): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-bench-'));
  try {
    console.log(
      `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
    );
    const config = loadConfig({ DATA_DIR: folder });
    const quiet = { info() {}, warn: (line: string) => process.stderr.write(`${line}\n`) };
    const open = (snapshotDir: string) => openKnowledge({ ...config, snapshotDir, log: quiet });
    const builds: number[] = [];
    for (let round = 0; round < STARTS; round++)
      builds.push(await timed(() => open(join(folder, `build-${round}`))));
    print(figure('index of the seeds, ms', builds, '≤ 1500'));
    const knowledge = await open(config.snapshotDir);
    const questions = readQuestions();
    const asked = await timeQuestions(questions, (question) => ask(knowledge, question));
    print(figure(`one question, ms (${questions.length} questions × ${ROUNDS})`, asked, 'p50 ≤ 8, p99 ≤ 30'));
    const search = await timeQuestions(questions, async (question) => {
      await knowledge.retrieve(question, 10);
    });
    print(figure('  of it: hybrid retrieval, ms', search, ''));
    const peer = createPeer(knowledge);
    const peered = await timeQuestions(questions, async (question) => {
      peer.search(question);
    });
    print(figure('peer: MiniSearch, same passages and tokens, search alone, ms', peered, ''));
    console.log(`  retrieval : MiniSearch = ${(median(search) / median(peered)).toFixed(2)} (median)`);
    await benchPlaces(folder);
    await benchServer(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What people ask of the paper, and of everything else. */
const FILES = ['paper.yaml', 'knowledge-dev.yaml'] as const;

function readQuestions(): string[] {
  return FILES.flatMap((file) => {
    const cases: { turns: string[] }[] = parse(readFileSync(join(PROJECT_ROOT, 'tests/cases', file), 'utf8'));
    return cases.flatMap(({ turns }) => turns);
  });
}

async function ask(knowledge: Knowledge, text: string): Promise<void> {
  await knowledge.ask({ text, history: [], audience: 'citizen', date: '2026-11-23', place: null });
}

async function timeQuestions(
  questions: readonly string[],
  run: (question: string) => Promise<void>,
): Promise<number[]> {
  for (const question of questions) await run(question);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const question of questions) times.push(await timed(() => run(question)));
  return times;
}

function createPeer({ library }: Knowledge): MiniSearch {
  const tokenize = (text: string) => [
    ...termsOf(text, 'unigram'),
    ...termsOf(text, 'bigram'),
    ...termsOf(text, 'word'),
  ];
  const peer = new MiniSearch({ fields: ['searchText'], tokenize });
  peer.addAll(library.passages.map(({ id, searchText }) => ({ id, searchText })));
  return peer;
}

/** Starts the built server as `npm start` does, several times: first byte of /readyz, then resident memory after some questions. */
async function benchServer(folder: string): Promise<void> {
  const ready: number[] = [];
  const resident: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const began = performance.now();
    const server = await startServer(folder);
    const response = await fetch(`${server.address}/readyz`);
    ready.push(performance.now() - began);
    if (!response.ok) throw new Error(`/readyz says ${response.status}`);
    await askOver(server.address);
    resident.push(residentMiB(server.pid));
    await server.stop();
  }
  print(figure('start to first byte of /readyz, ms', ready, '≤ 2000'));
  print(figure('resident memory of the running server, MiB', resident, '≤ 350'));
}

async function startServer(folder: string) {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
  const [, , ...start]: string[] = scripts.start.split(' ');
  const child = spawn(process.execPath, start, {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'info' },
  });
  const address = await new Promise<string>((found, fail) => {
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const match = /"address":"([^"]+)"/u.exec(text);
      if (match?.[1]) found(match[1]);
    });
  });
  return {
    address,
    pid: child.pid!,
    stop: () =>
      new Promise<void>((done) => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

/** A conversation with a few questions, so that everything that loads late is loaded. */
async function askOver(address: string): Promise<void> {
  const created = await fetch(`${address}/api/conversations`, { method: 'POST' });
  const { conversation, token } = (await created.json()) as { conversation: string; token: string };
  for (const [at, text] of [
    '公证员要多少名？',
    '第九条讲什么',
    '离婚怎么办',
    '哪些人优先',
    '老板拖欠工资去哪里告',
    '佢打我点算好',
  ].entries())
    await fetch(`${address}/api/conversations/${encodeURIComponent(conversation)}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientMessageId: String(at), text }),
    });
  await new Promise((done) => setTimeout(done, 500));
}

function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) / 1024;
}

if (import.meta.main) await runCommand(main);
