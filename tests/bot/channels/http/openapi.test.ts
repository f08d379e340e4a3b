/** The description is generated from the routes: every route is in it, and it is sound OpenAPI 3.1. */
import { describe, expect, it } from 'vitest';
import { createServer } from '../../../../bot/channels/http/server.ts';
import { serverOptions } from '../memory-courier.ts';

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>;
  security?: Record<string, unknown>[];
}

interface Description {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object>; schemas?: Record<string, object> };
}

const telegramWebhook = { secret: 's', isReady: () => true, receive: async () => undefined };
const server = createServer(
  serverOptions({ version: '1.2.3', publicUrl: 'https://12348.example.cn', telegramWebhook }),
);
const description = (await server.inject({ url: '/api/openapi.json' })).json<Description>();
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
);

it('lists every route that the server has', () => {
  expect(operations.map(({ name }) => name).sort()).toEqual(
    [
      'get /api/conversations/{id}/documents/{seq}',
      'get /api/conversations/{id}/events',
      'get /api/settings',
      'get /api/openapi.json',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'post /api/conversations',
      'post /api/conversations/{id}/messages',
      'post /telegram/webhook',
    ].sort(),
  );
  // The router's own list, so that a route added without a description fails here.
  const routed = server.printRoutes({ commonPrefix: false }).match(/\((?!HEAD).*?\)/g) ?? [];
  expect(routed).toHaveLength(operations.length + 1); // and the page at /
});

it('is OpenAPI 3.1 of this version', () => {
  expect(description.openapi).toMatch(/^3\.1\./);
  expect(description.info).toMatchObject({ title: '韶法通', version: '1.2.3' });
});

describe.each(operations)('$name', ({ path, operation }) => {
  it('has a Chinese summary and described responses', () => {
    expect(operation.summary).toMatch(/\p{Script=Han}/u);
    expect(Object.keys(operation.responses)).not.toEqual([]);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^\d{3}$/);
      expect(response.description).toMatch(/\S/);
      for (const { schema } of Object.values(response.content ?? {})) expect(schema).toBeTypeOf('object');
    }
  });

  it('declares what stands in its path, and the token where it needs one', () => {
    const declared = operation.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
    const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1]);
    expect(declared.map(({ name }) => name)).toEqual(inPath);
    expect(declared.every(({ required }) => required)).toBe(true);
    for (const scheme of operation.security?.flatMap(Object.keys) ?? []) {
      expect(description.components.securitySchemes).toHaveProperty(scheme);
    }
    expect(operation.security !== undefined).toBe(path.includes('{id}') || path.startsWith('/telegram/'));
  });
});

it('refers to nothing that it does not hold', () => {
  const references = JSON.stringify(description).match(/"\$ref":"[^"]+"/g) ?? [];
  for (const reference of references) {
    const name = reference.slice('"$ref":"#/components/schemas/'.length, -1);
    expect(description.components.schemas).toHaveProperty(name);
  }
});

it('describes what a message may be', () => {
  const body = description.paths['/api/conversations/{id}/messages']?.post?.requestBody;
  const schema = JSON.stringify(body?.content['application/json']?.schema);
  for (const part of ['clientMessageId', 'person', 'erase', 'latitude', 'off-target'])
    expect(schema).toContain(part);
});
