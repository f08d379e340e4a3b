/** The only reader of `process.env` and `.env`. Everything else is handed a frozen `Config`. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import type { z } from 'zod';
import { NOT_YET, SETTINGS, type SettingName, type SettingSpec } from './settings.ts';

export const PROJECT_ROOT = resolve(import.meta.dirname, '..');

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly snapshotDir: string;
  /** Folders of papers, read in this order. */
  readonly paperDirs: readonly string[];
  readonly seedsDir: string;
  readonly webDir: string;
  /** What people sent; see `StoredFile`. */
  readonly filesDir: string;
  readonly telegram: TelegramConfig | null;
  readonly page: PageConfig;
  readonly embedding: { readonly baseUrl: string; readonly apiKey: string; readonly model: string } | null;
  readonly logLevel: string;
}

export interface PageConfig {
  /** `tiles` holds {x}, {y} and {z}; an https address, or a path of this site. */
  readonly map: { readonly tiles: string; readonly attribution: string } | null;
  /** Origins whose pages may frame the chat. */
  readonly embedOrigins: readonly string[];
}

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  /** Null for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
}

export interface SettingReport {
  name: string;
  value: string;
  /** Where the value came from. */
  origin: '环境变量' | '.env 文件' | '默认值' | '本版本不支持';
  about: string;
}

/** A setting that cannot be used; `message` is one clear line for people. */
export class ConfigError extends Error {}

interface Sources {
  env: Readonly<Record<string, string | undefined>>;
  file: Readonly<Record<string, string>>;
}

function readSources(): Sources {
  const path = join(PROJECT_ROOT, '.env');
  return { env: process.env, file: existsSync(path) ? parse(readFileSync(path)) : {} };
}

function rawValue(sources: Sources, name: string): string | undefined {
  const value = sources.env[name] ?? sources.file[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}

function parseSetting<N extends SettingName>(
  sources: Sources,
  name: N,
): z.output<(typeof SETTINGS)[N]['schema']> {
  const result = SETTINGS[name].schema.safeParse(rawValue(sources, name));
  if (result.success) return result.data as z.output<(typeof SETTINGS)[N]['schema']>;
  throw new ConfigError(`设置 ${name} 不对：${result.error.issues[0]?.message ?? '无法识别'}`);
}

/**
 * Reads and checks all settings.
 * @param overrides values that win over environment and `.env` (command-line options, tests)
 * @throws ConfigError naming the first bad setting
 */
export function loadConfig(overrides: Readonly<Partial<Record<SettingName, string>>> = {}): Config {
  requireNode24();
  const blank = Object.entries(overrides).find(([, value]) => value.trim() === '');
  if (blank) throw new ConfigError(`设置 ${blank[0]} 是空的：请写上内容，或不要写这个选项`);
  const found = readSources();
  const sources: Sources = { env: { ...found.env, ...overrides }, file: found.file };
  const unsupported = NOT_YET.find((name) => rawValue(sources, name) !== undefined);
  if (unsupported) throw new ConfigError(`设置 ${unsupported} 本版本还不支持，请先去掉它`);
  const get = <N extends SettingName>(name: N) => parseSetting(sources, name);
  const dataDir = resolve(PROJECT_ROOT, get('DATA_DIR'));
  if (get('EMBEDDING_MODEL') !== undefined && get('OPENAI_BASE_URL') === undefined)
    throw new ConfigError(
      '设置 EMBEDDING_MODEL 要和 OPENAI_BASE_URL 一起用：请补上服务地址，或去掉 EMBEDDING_MODEL',
    );
  const baseUrl = get('OPENAI_BASE_URL');
  const model = get('EMBEDDING_MODEL');
  const seedsDir = join(PROJECT_ROOT, 'seeds');
  return Object.freeze({
    host: get('HOST'),
    port: get('PORT'),
    publicUrl: get('PUBLIC_URL') ?? null,
    dataDir,
    databaseFile: join(dataDir, 'shaofatong.db'),
    snapshotDir: join(dataDir, 'snapshot'),
    paperDirs: Object.freeze([join(seedsDir, 'papers'), join(dataDir, 'papers')]),
    seedsDir,
    webDir: join(PROJECT_ROOT, 'bot/web/chat/dist'),
    filesDir: join(dataDir, 'files'),
    telegram: telegramConfig(get),
    page: pageConfig(get),
    embedding:
      baseUrl && model ? Object.freeze({ baseUrl, model, apiKey: get('OPENAI_API_KEY') ?? 'none' }) : null,
    logLevel: get('LOG_LEVEL'),
  });
}

type Get = <N extends SettingName>(name: N) => z.output<(typeof SETTINGS)[N]['schema']>;

function telegramConfig(get: Get): TelegramConfig | null {
  const token = get('BOT_TOKEN');
  const secret = get('TELEGRAM_WEBHOOK_SECRET');
  const isWebhook = (get('TELEGRAM_MODE') ?? (secret === undefined ? 'polling' : 'webhook')) === 'webhook';
  if (isWebhook && token === undefined)
    throw new ConfigError(
      '用 webhook 接收 Telegram 的更新要有 BOT_TOKEN：请补上令牌，或去掉 TELEGRAM_MODE 和 TELEGRAM_WEBHOOK_SECRET',
    );
  if (token === undefined) return null;
  const apiRoot = get('TELEGRAM_API_ROOT').replace(/\/+$/, '');
  const webhook = isWebhook ? webhookConfig(get('PUBLIC_URL'), secret, apiRoot) : null;
  return Object.freeze({ token, apiRoot, webhook });
}

function pageConfig(get: Get): PageConfig {
  const tiles = get('MAP_TILES_URL');
  const attribution = get('MAP_ATTRIBUTION');
  if (tiles !== undefined && attribution === undefined)
    throw new ConfigError('设置 MAP_TILES_URL 要和 MAP_ATTRIBUTION 一起用：请写上地图的来源和审图号');
  const map = tiles && attribution ? Object.freeze({ tiles, attribution }) : null;
  return Object.freeze({ map, embedOrigins: get('EMBED_ORIGINS') ?? [] });
}

/** Telegram's own servers call https on these ports only. https://core.telegram.org/bots/api#setwebhook */
const WEBHOOK_PORTS = ['', '443', '80', '88', '8443'];

function webhookConfig(publicUrl: string | undefined, secret: string | undefined, apiRoot: string) {
  if (secret === undefined)
    throw new ConfigError(
      '用 webhook 接收 Telegram 的更新要有密令：请设置 TELEGRAM_WEBHOOK_SECRET，否则谁都能冒充 Telegram',
    );
  if (publicUrl === undefined)
    throw new ConfigError('用 webhook 接收 Telegram 的更新要有外界看到的网址：请设置 PUBLIC_URL');
  const { protocol, port } = new URL(publicUrl);
  const isTelegrams = new URL(apiRoot).hostname === 'api.telegram.org';
  if (isTelegrams && (protocol !== 'https:' || !WEBHOOK_PORTS.includes(port)))
    throw new ConfigError(
      '设置 PUBLIC_URL 不对：Telegram 只推送到 https:// 网址，端口是 443、80、88 或 8443',
    );
  return Object.freeze({ url: `${publicUrl.replace(/\/+$/, '')}/telegram/webhook`, secret });
}

/** All settings with value, origin and meaning, secrets masked; for `npm run -s config`. */
export function describeSettings(): SettingReport[] {
  const sources = readSources();
  const known = (Object.keys(SETTINGS) as SettingName[]).map((name): SettingReport => {
    const spec: SettingSpec = SETTINGS[name];
    const value = parseSetting(sources, name);
    return {
      name,
      value: show(value, spec.secret === true),
      origin: originOf(sources, name),
      about: spec.about,
    };
  });
  const later = NOT_YET.map((name): SettingReport => {
    const isSet = rawValue(sources, name) !== undefined;
    return {
      name,
      value: isSet ? '（已设置）' : '（未设置）',
      origin: '本版本不支持',
      about: isSet ? '请先去掉它' : '留给以后的版本',
    };
  });
  return [...known, ...later];
}

function originOf(sources: Sources, name: string): SettingReport['origin'] {
  if (rawValue({ env: sources.env, file: {} }, name) !== undefined) return '环境变量';
  return rawValue(sources, name) === undefined ? '默认值' : '.env 文件';
}

function show(value: unknown, secret: boolean): string {
  if (value === undefined) return '（未设置）';
  return secret ? '••••••' : String(value);
}

/** A bare `node` from the PATH may be an old one; npm scripts always use the pinned release. */
function requireNode24(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return;
  throw new ConfigError(
    `需要 Node 24，现在是 ${process.version}。请用 npm run …（它使用随项目安装的 Node 24），不要直接用 node 启动`,
  );
}
