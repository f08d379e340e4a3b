/** Every error that leaves over HTTP: `{error: {code, message}}`, the message in plain Chinese. */
import type { FastifyError, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidField, problems, tooManyRequests, webProblems } from '../../texts.ts';

/** An error that a handler decided on; its message is shown to the caller. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const problemSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .describe('出错时的回答');

export function rateLimited(seconds: number): Problem {
  return new Problem(429, 'too-many-requests', tooManyRequests(seconds), { 'retry-after': String(seconds) });
}

export function notFound(): Problem {
  return new Problem(404, 'not-found', problems.notFound);
}

/** Fastify's own errors that are the caller's doing, by their code. */
const FRAMEWORK_PROBLEMS: Readonly<Record<string, Problem>> = {
  FST_ERR_BAD_URL: new Problem(400, 'bad-address', problems.badAddress),
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem(413, 'too-long', problems.bodyTooLarge),
  FST_ERR_CTP_INVALID_JSON_BODY: new Problem(400, 'bad-json', problems.badJson),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Problem(400, 'bad-json', problems.badJson),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Problem(400, 'bad-json', problems.badJson),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem(415, 'unsupported-media-type', problems.unsupportedMediaType),
};

/** What the caller is told about an error; null when it is ours and nobody foresaw it. */
export function problemOf(error: FastifyError | Error): Problem | null {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const path = first?.instancePath.split('/').filter(Boolean) ?? [];
    const field = [...path, ...deepestPath(first?.params)].join('.');
    const message = field.startsWith('location') ? webProblems.badLocation : invalidField(field);
    return new Problem(400, 'invalid-request', message);
  }
  return 'code' in error ? (FRAMEWORK_PROBLEMS[error.code] ?? null) : null;
}

/** Of the forms that a value may have, the one it comes closest to names the field; none when several are as close. */
function deepestPath(params: unknown): string[] {
  const { errors = [] } = (params ?? {}) as { errors?: readonly (readonly { path: PropertyKey[] }[])[] };
  const paths = errors.flatMap(([first]) => (first ? [first.path.map(String)] : []));
  const depth = Math.max(0, ...paths.map(({ length }) => length));
  const deepest = paths.filter(({ length }) => length === depth);
  return depth > 1 && deepest.length === 1 ? (deepest[0] ?? []) : [];
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ ...problem.headers, 'cache-control': 'no-store' })
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code: problem.code, message: problem.message } }));
}
