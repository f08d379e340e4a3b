/** Settings: what is documented, what is refused and how, and that secrets stay secret. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, describeSettings, loadConfig } from '../../bot/config.ts';
import { folderForTests, npmRun, ONE_CLEAR_LINE, type Settings } from '../scripts/npm-run.ts';

/** Name → value without any setting. */
const HONOURED = {
  HOST: '127.0.0.1',
  PORT: '12348',
  PUBLIC_URL: null,
  DATA_DIR: '.data',
  BOT_TOKEN: null,
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  TELEGRAM_MODE: null,
  TELEGRAM_WEBHOOK_SECRET: null,
  MAP_TILES_URL: null,
  MAP_ATTRIBUTION: null,
  EMBED_ORIGINS: null,
  OPENAI_API_KEY: null,
  OPENAI_BASE_URL: null,
  EMBEDDING_MODEL: null,
  LOG_LEVEL: 'info',
} as const;
const NAMES = Object.keys(HONOURED) as (keyof typeof HONOURED)[];

const UNSUPPORTED = [
  'DATABASE_URL',
  'REDIS_URL',
  'VECTOR_STORE',
  'CHAT_MODEL',
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_ENCODING_AES_KEY',
  'HANDOFF_WEBHOOK_URL',
  'HANDOFF_WEBHOOK_SECRET',
] as const;

const BAD: readonly [keyof typeof HONOURED, string][] = [
  ['PORT', 'abc'],
  ['PORT', '99999'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['LOG_LEVEL', 'loud'],
  ['LOG_LEVEL', 'INFO'],
  ['BOT_TOKEN', 'xyz'],
  ['BOT_TOKEN', '123:'],
  ['OPENAI_BASE_URL', 'ftp://x'],
  ['OPENAI_BASE_URL', 'x'],
  ['PUBLIC_URL', 'shaofatong.example'],
  ['TELEGRAM_API_ROOT', 'file:///etc'],
  ['TELEGRAM_MODE', 'push'],
  ['TELEGRAM_WEBHOOK_SECRET', '有空 格'],
  ['TELEGRAM_WEBHOOK_SECRET', 'x'.repeat(257)],
  ['MAP_TILES_URL', 'https://tiles.example.cn/{z}/{x}.png'],
  ['MAP_TILES_URL', 'https://{s}.example.cn/{z}/{x}/{y}.png'],
  ['MAP_TILES_URL', 'http://tiles.example.cn/{z}/{x}/{y}.png'],
  ['MAP_TILES_URL', '//tiles.example.cn/{z}/{x}/{y}.png'],
  ['MAP_TILES_URL', 'https://tiles.example.cn;script-src/{z}/{x}/{y}.png'],
  ['EMBED_ORIGINS', '*'],
  ['EMBED_ORIGINS', 'https://*.example.cn'],
  ['EMBED_ORIGINS', 'http://www.example.cn'],
  ['EMBED_ORIGINS', 'https://www.example.cn/page'],
  ['EMBED_ORIGINS', 'https://www.example.cn, javascript:alert(1)'],
  ['EMBED_ORIGINS', 'https://a.cn;script-src'],
];

describe('in process', () => {
  // Empty counts as not set, and hides what this machine's environment and .env say.
  beforeEach(() => {
    for (const name of [...NAMES, ...UNSUPPORTED]) vi.stubEnv(name, '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('all have their defaults when nothing is set', () => {
    const config = loadConfig();
    expect(config).toMatchObject({ host: '127.0.0.1', port: 12348, logLevel: 'info' });
    expect([config.publicUrl, config.telegram, config.embedding]).toEqual([null, null, null]);
    expect(config.dataDir).toMatch(/[\\/]\.data$/u);
    expect(
      describeSettings()
        .map(({ name }) => name)
        .slice(0, NAMES.length),
    ).toEqual(NAMES);
    expect(new Set(describeSettings().map(({ origin }) => origin))).toEqual(
      new Set(['默认值', '本版本不支持']),
    );
  });

  test('the environment counts, an option of the command counts more', () => {
    vi.stubEnv('PORT', '8080');
    vi.stubEnv('DATA_DIR', '/tmp/a');
    expect(loadConfig()).toMatchObject({
      port: 8080,
      dataDir: '/tmp/a',
      databaseFile: '/tmp/a/shaofatong.db',
    });
    expect(loadConfig({ DATA_DIR: '/tmp/b' })).toMatchObject({ port: 8080, dataDir: '/tmp/b' });
    expect(describeSettings().find(({ name }) => name === 'PORT')).toMatchObject({
      value: '8080',
      origin: '环境变量',
    });
  });

  test('port 0 lets the system choose', () => {
    vi.stubEnv('PORT', '0');
    expect(loadConfig().port).toBe(0);
  });

  test('Telegram joins with its token; an embedding service needs address and model', () => {
    vi.stubEnv('BOT_TOKEN', '123456:AbC-d_e');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    expect(loadConfig().telegram).toEqual({
      token: '123456:AbC-d_e',
      apiRoot: 'https://api.telegram.org',
      webhook: null,
    });
    expect(loadConfig().embedding).toBeNull();
    vi.stubEnv('EMBEDDING_MODEL', 'bge');
    expect(loadConfig().embedding).toMatchObject({ baseUrl: 'http://127.0.0.1:9/v1', model: 'bge' });
  });

  test('a secret and a public address make Telegram call here', () => {
    vi.stubEnv('BOT_TOKEN', '123456:AbC');
    vi.stubEnv('PUBLIC_URL', 'https://12348.example.cn/');
    expect(loadConfig().telegram?.webhook).toBeNull();
    vi.stubEnv('TELEGRAM_WEBHOOK_SECRET', 'Secret_1-2');
    expect(loadConfig().telegram?.webhook).toEqual({
      url: 'https://12348.example.cn/telegram/webhook',
      secret: 'Secret_1-2',
    });
    vi.stubEnv('TELEGRAM_MODE', 'polling');
    expect(loadConfig().telegram?.webhook).toBeNull();
  });

  test.each<[string, Settings]>([
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_MODE: 'webhook' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: '' }],
    ['PUBLIC_URL', { TELEGRAM_WEBHOOK_SECRET: 's', PUBLIC_URL: '' }],
    ['BOT_TOKEN', { TELEGRAM_WEBHOOK_SECRET: 's', BOT_TOKEN: '' }],
    ['PUBLIC_URL', { TELEGRAM_WEBHOOK_SECRET: 's', PUBLIC_URL: 'http://12348.example.cn' }],
    ['PUBLIC_URL', { TELEGRAM_WEBHOOK_SECRET: 's', PUBLIC_URL: 'https://12348.example.cn:12348' }],
  ])('a webhook lacks %s with %j, in one line', (name, settings) => {
    vi.stubEnv('BOT_TOKEN', '123456:AbC');
    vi.stubEnv('PUBLIC_URL', 'https://12348.example.cn');
    for (const [setting, value] of Object.entries(settings)) vi.stubEnv(setting, value);
    const message = messageOf(loadConfig);
    expect(message).toContain(name);
    expect(`${message}\n`).toMatch(ONE_CLEAR_LINE);
  });

  test('a map needs its pictures and who made them; other sites are named one by one', () => {
    expect(loadConfig().page).toEqual({ map: null, embedOrigins: [] });
    vi.stubEnv('MAP_TILES_URL', '/tiles/{z}/{x}/{y}.png');
    expect(messageOf(loadConfig)).toContain('MAP_ATTRIBUTION');
    vi.stubEnv('MAP_ATTRIBUTION', '天地图 GS(2024)0568号');
    vi.stubEnv('EMBED_ORIGINS', 'https://www.example.cn/，https://b.example.cn:8443, http://localhost:9000');
    expect(loadConfig().page).toEqual({
      map: { tiles: '/tiles/{z}/{x}/{y}.png', attribution: '天地图 GS(2024)0568号' },
      embedOrigins: ['https://www.example.cn', 'https://b.example.cn:8443', 'http://localhost:9000'],
    });
  });

  test('cannot be changed once read', () => {
    const config = loadConfig();
    expect(Reflect.set(config, 'port', 1)).toBe(false);
    expect(config.port).toBe(12348);
  });

  test.each(BAD)('%s=%s is refused by name, in one line', (name, value) => {
    vi.stubEnv('BOT_TOKEN', '123456:AbC');
    vi.stubEnv(name, value);
    expect(() => loadConfig()).toThrow(ConfigError);
    const message = messageOf(loadConfig);
    expect(message).toContain(name);
    expect(`${message}\n`).toMatch(ONE_CLEAR_LINE);
    expect(messageOf(describeSettings)).toBe(message);
  });

  test.each(UNSUPPORTED)('%s is refused by name, not ignored', (name) => {
    vi.stubEnv(name, 'something');
    expect(messageOf(loadConfig)).toContain(name);
    expect(`${messageOf(loadConfig)}\n`).toMatch(ONE_CLEAR_LINE);
    expect(messageOf(loadConfig)).not.toContain('something');
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('was accepted');
}

describe('through the commands', () => {
  const data = folderForTests();
  const run = (script: string, args: readonly string[], settings: Settings) =>
    npmRun(script, args, { DATA_DIR: data, ...settings });

  test('npm run config prints every setting with value, origin and meaning', async () => {
    const { code, out, err } = await run('config', [], { PORT: '8080' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(2 * describeSettings().length);
    for (const [name, value] of Object.entries(HONOURED)) {
      const at = lines.findIndex((line) => line.startsWith(`${name} `));
      if (value !== null && name !== 'PORT' && name !== 'DATA_DIR') expect(lines[at]).toContain(value);
      expect(lines[at + 1]).toMatch(/^\s+(?:环境变量|默认值) · \p{Script=Han}?.{2,}/u);
    }
    expect(out).toMatch(/^PORT +8080\n +环境变量/mu);
    expect(out).toMatch(/^HOST +127\.0\.0\.1\n +默认值/mu);
  });

  test('secrets are masked', async () => {
    const secrets = { BOT_TOKEN: '123456:TopSecretToken', OPENAI_API_KEY: 'sk-TopSecretKey' };
    const { code, out, err } = await run('config', [], secrets);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('TopSecret');
    expect(out).not.toContain('123456');
    expect(out).toMatch(/^BOT_TOKEN +•+\n +环境变量/mu);
    expect(out).toMatch(/^OPENAI_API_KEY +•+\n +环境变量/mu);
  });

  test.each<[string, readonly string[], Settings]>([
    ['config', [], { PORT: 'abc' }],
    ['config', [], { DATABASE_URL: 'postgres://u:TopSecret@h/d' }],
    ['ask', ['九'], { PORT: '99999' }],
    ['ask', ['九'], { REDIS_URL: 'redis://:TopSecret@h' }],
    ['clause', ['九'], { LOG_LEVEL: 'loud' }],
    ['index', [], { OPENAI_BASE_URL: 'ftp://x' }],
    ['tickets', [], { BOT_TOKEN: 'xyz' }],
    ['start', [], { PORT: '-1' }],
    ['start', [], { TELEGRAM_WEBHOOK_SECRET: 'TopSecret' }],
    ['start', [], { TELEGRAM_MODE: 'webhook' }],
  ])('npm run %s ends with 1 and one line that names the setting: %j %j', async (script, args, settings) => {
    const { code, out, err } = await run(script, args, settings);
    expect(code).toBe(1);
    expect(err).toMatch(ONE_CLEAR_LINE);
    expect(err).toContain(Object.keys(settings)[0]);
    expect(out + err).not.toContain('TopSecret');
  });
});
