/** Every setting: its shape, default and what it is for. Values are read in config.ts, and nowhere else. */
import { z } from 'zod';

const optionalText = z.string().trim().min(1).optional();
const optionalUrl = z.url({ protocol: /^https?$/, error: '应是 http:// 或 https:// 开头的网址' }).optional();

/** What a map's library fills in; a path of this site stays a path. */
function isTileTemplate(value: string): boolean {
  const parts: readonly string[] = value.match(/\{[^}]*\}/g) ?? [];
  if (!['{x}', '{y}', '{z}'].every((part) => parts.includes(part)) || parts.length !== 3) return false;
  if (/^\/(?!\/)/.test(value)) return true;
  return /^https:\/\/[\w.-]+(?::\d+)?\//.test(value) && URL.canParse(value);
}

/** Hosts on which somebody tries things out, without https. */
const TRYING = ['localhost', '127.0.0.1'];

/** The origins in a list, or an issue that names the first that is none. */
function toOrigins(list: string, context: z.RefinementCtx): readonly string[] {
  const origins = list
    .split(/[,，\s]+/)
    .filter((one) => one !== '')
    .map((one) => one.replace(/\/$/, ''));
  const wrong = origins.find((one) => !isOrigin(one));
  if (wrong === undefined) return Object.freeze(origins);
  context.addIssue({ code: 'custom', message: `「${wrong}」应是 https:// 开头的网站地址，不带路径` });
  return z.NEVER;
}

function isOrigin(value: string): boolean {
  // What stands in the policy that browsers read must not be able to say anything else there.
  if (!/^https?:\/\/[\w.-]+(?::\d+)?$/.test(value) || !URL.canParse(value)) return false;
  const { origin, protocol, hostname } = new URL(value);
  return origin === value && (protocol === 'https:' || (protocol === 'http:' && TRYING.includes(hostname)));
}

export interface SettingSpec {
  schema: z.ZodType;
  about: string;
  secret?: true;
}

/** Every setting this version honours: its shape, default and what it is for. */
export const SETTINGS = {
  HOST: { schema: z.string().trim().min(1).default('127.0.0.1'), about: '监听地址' },
  PORT: {
    schema: z.coerce
      .number({ error: '应是 0 到 65535 的整数' })
      .int({ error: '应是 0 到 65535 的整数' })
      .min(0, { error: '应是 0 到 65535 的整数' })
      .max(65535, { error: '应是 0 到 65535 的整数' })
      .default(12348),
    about: '监听端口；0 表示由系统挑选',
  },
  PUBLIC_URL: { schema: optionalUrl, about: '外界看到的网址，例如反向代理后的域名' },
  DATA_DIR: {
    schema: z.string().trim().min(1).default('.data'),
    about: '数据文件夹：数据库、索引、导入的文件',
  },
  BOT_TOKEN: {
    schema: z
      .string()
      .regex(/^\d+:[\w-]+$/, { error: '应是 BotFather 给的「数字:字母数字」' })
      .optional(),
    about: 'Telegram 机器人令牌；设置后接入 Telegram',
    secret: true,
  },
  TELEGRAM_API_ROOT: {
    schema: z
      .url({ protocol: /^https?$/, error: '应是 http:// 或 https:// 开头的网址' })
      .default('https://api.telegram.org'),
    about: 'Telegram Bot API 的地址，自建或测试时更换',
  },
  TELEGRAM_MODE: {
    schema: z.enum(['polling', 'webhook'], { error: '应是 polling 或 webhook' }).optional(),
    about: 'Telegram 的接收方式；不设则有 TELEGRAM_WEBHOOK_SECRET 就用 webhook，没有就用 polling',
  },
  TELEGRAM_WEBHOOK_SECRET: {
    // https://core.telegram.org/bots/api#setwebhook
    schema: z
      .string()
      .regex(/^[\w-]{1,256}$/, { error: '应是 1 到 256 个字母、数字、_ 或 -' })
      .optional(),
    about: 'Telegram 推送更新时带的密令；设置后用 webhook 接收，要同时设 PUBLIC_URL',
    secret: true,
  },
  MAP_TILES_URL: {
    schema: z
      .string()
      .trim()
      .refine(isTileTemplate, {
        error: '应是 https:// 开头的网址，或以 / 开头的本站路径，里面有 {x}、{y}、{z}',
      })
      .optional(),
    about: '地图图片的地址模板（WGS-84 经纬度、网络墨卡托切片）；与 MAP_ATTRIBUTION 同设才显示地图',
  },
  MAP_ATTRIBUTION: { schema: optionalText, about: '地图的来源和审图号，纯文字，显示在地图角上' },
  EMBED_ORIGINS: {
    schema: z.string().transform(toOrigins).optional(),
    about: '可以用 /embed.js 嵌入聊天的网站，https:// 开头，逗号分隔；试用时可写 http://localhost:端口',
  },
  OPENAI_API_KEY: { schema: optionalText, about: '模型服务的密钥', secret: true },
  OPENAI_BASE_URL: {
    schema: optionalUrl,
    about: '兼容 OpenAI 接口的服务地址；与 EMBEDDING_MODEL 同设才启用',
  },
  EMBEDDING_MODEL: { schema: optionalText, about: '向量模型名；不设则用内置向量，无需联网' },
  LOG_LEVEL: {
    schema: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: '应是 fatal、error、warn、info、debug、trace、silent 之一',
      })
      .default('info'),
    about: '日志详细程度',
  },
} as const satisfies Record<string, SettingSpec>;

/** Named in the contract, not honoured yet: silently ignoring them would put data somewhere unexpected. */
export const NOT_YET = [
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

export type SettingName = keyof typeof SETTINGS;
