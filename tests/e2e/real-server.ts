/** The product itself, as `npm start` runs it: `bot/main.ts` in a process of its own, with a data folder of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { freshDataFolder } from '../learnt-cards.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface RealServer {
  /** The same over all restarts. */
  readonly url: string;
  readonly databaseFile: string;
  /** Starts it again, on the same port and data. */
  start(): Promise<void>;
  /** SIGTERM stops it gracefully, SIGKILL as a power cut would. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** `npm run -s SCRIPT -- …` on the same data, in a process of its own, as staff run it. Returns what it printed. */
  run(script: string, ...args: string[]): Promise<string>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/** Settings that the developer's own `.env` must not bring into a test: an empty value counts as unset. */
const UNSET = {
  HOST: '',
  PUBLIC_URL: '',
  BOT_TOKEN: '',
  TELEGRAM_MODE: '',
  TELEGRAM_WEBHOOK_SECRET: '',
  MAP_TILES_URL: '',
  MAP_ATTRIBUTION: '',
  EMBED_ORIGINS: '',
  OPENAI_API_KEY: '',
  OPENAI_BASE_URL: '',
  EMBEDDING_MODEL: '',
  LOG_LEVEL: '',
};

/** The environment of a process of the product. */
export function productEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...UNSET, ...settings };
}

/** Builds the page if needed and starts the server on a free port of this machine. */
export async function startRealServer(settings: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  execFileSync(process.execPath, ['scripts/build-web.ts'], { cwd: ROOT });
  const dataDir = freshDataFolder('shaofatong-');
  const env = productEnvironment({ ...settings, DATA_DIR: dataDir });
  let running = await launch({ ...env, PORT: '0' });
  const { url } = running;

  const stop: RealServer['stop'] = async (signal) => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return {
    url,
    databaseFile: join(dataDir, 'shaofatong.db'),
    async start() {
      running = await launch({ ...env, PORT: new URL(url).port });
    },
    stop,
    run: (script, ...args) => npmRun(script, args, env),
    async close() {
      await stop('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves once the server's log names its address. */
function launch(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bot/main.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    // Read to the end: a server whose log nobody takes would stand still.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { address } = JSON.parse(line);
      if (typeof address === 'string') resolve({ child, url: address });
    });
    child.once('exit', (code, signal) =>
      reject(new Error(`bot/main.ts ended before it served: ${code ?? signal}`)),
    );
  });
}

/** Runs a script of package.json as a person would. @returns standard output; @throws when it failed */
async function npmRun(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn('npm', ['run', '-s', script, '--', ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`npm run ${script} ended with ${code}: ${printed}`);
  return printed;
}
