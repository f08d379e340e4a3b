/** Headers on every response. The page loads its own files only, runs no inline script and is framed only where that is allowed. */
import { createHash } from 'node:crypto';

export interface SecurityOptions {
  /** Whether people reach the server by HTTPS: only then may browsers insist on it. */
  https: boolean;
  /** Where pictures of the map come from: an address, or a path of our own; null for no map. */
  tiles: string | null;
  /** Style sheets inside documents that the page opens: such a document inherits the page's policy. */
  documentStyles: readonly string[];
  /** Origins whose pages may frame the chat. */
  embedOrigins: readonly string[];
}

export interface SecurityHeaders {
  /** On everything; nobody may frame it. */
  all: Readonly<Record<string, string>>;
  /** Instead, on the chat's page: the policy that also names who may frame it. */
  page: Readonly<Record<string, string>>;
}

export function securityHeaders(options: SecurityOptions): SecurityHeaders {
  const common = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Only when a person presses the button for it.
    'permissions-policy': 'camera=(), microphone=(self), geolocation=(self)',
    ...(options.https && { 'strict-transport-security': 'max-age=15552000' }),
  };
  const framedBy = options.embedOrigins.length === 0 ? "'none'" : options.embedOrigins.join(' ');
  return {
    all: { 'content-security-policy': policy(options, "'none'"), ...common },
    page: { 'content-security-policy': policy(options, framedBy) },
  };
}

function policy({ tiles, documentStyles }: SecurityOptions, framedBy: string): string {
  const tileOrigin = tiles === null || tiles.startsWith('/') ? [] : [new URL(tiles).origin];
  return [
    "default-src 'self'",
    // Vite inlines small pictures as data: addresses.
    ['img-src', "'self'", 'data:', ...tileOrigin].join(' '),
    ['style-src', "'self'", ...documentStyles.map(hashSource)].join(' '),
    // A document that is printed stands in a hidden frame.
    'frame-src blob:',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
}

const hashSource = (style: string): string =>
  `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
