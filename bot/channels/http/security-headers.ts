/** Headers on every response. The page loads its own files only, runs no inline script and cannot be framed. */

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // Vite inlines small pictures as data: addresses.
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** `https` says whether people reach the server by HTTPS: only then may browsers insist on it. */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  const headers = {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  };
  return https ? { ...headers, 'strict-transport-security': 'max-age=15552000' } : headers;
}
