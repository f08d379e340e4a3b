/** Imports run one way (see the map of the rooms in README.md); this reads the import statements and holds it. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Room → rooms it may import besides itself, the two types files and npm packages. */
const ALLOWED: Record<string, readonly string[]> = {
  'knowledge/types.ts': [],
  'knowledge/texts.ts': [],
  'knowledge/documents': ['knowledge/texts.ts'],
  'knowledge/embeddings': ['knowledge/index/tokens.ts'],
  'knowledge/index': ['knowledge/embeddings'],
  'knowledge/library': ['knowledge/documents', 'knowledge/texts.ts', 'knowledge/index/tokens.ts'],
  'knowledge/rules': ['knowledge/texts.ts', 'knowledge/library', 'knowledge/documents'],
  'knowledge/retrieve.ts': ['knowledge/index', 'knowledge/embeddings'],
  'knowledge/answering': [
    'knowledge/texts.ts',
    'knowledge/library',
    'knowledge/rules',
    'knowledge/documents/numerals.ts',
    'knowledge/retrieve.ts',
    'knowledge/index/tokens.ts',
  ],
  'knowledge/knowledge.ts': ['knowledge'],
  'bot/types.ts': ['knowledge/types.ts'],
  'bot/texts.ts': [],
  'bot/config.ts': ['bot/settings.ts'],
  'bot/settings.ts': [],
  'bot/shanghai.ts': [],
  'bot/conversation': ['bot/texts.ts', 'bot/shanghai.ts', 'bot/interviews', 'bot/education'],
  'bot/interviews': ['bot/texts.ts', 'bot/shanghai.ts'],
  'bot/education': ['bot/interviews/citation.ts', 'bot/interviews/statement.ts', 'bot/interviews/wording.ts'],
  'bot/handoff': ['bot/texts.ts', 'bot/shanghai.ts'],
  'bot/places': ['bot/texts.ts', 'bot/shanghai.ts'],
  'bot/documents': ['bot/texts.ts', 'bot/shanghai.ts', 'bot/interviews', 'bot/handoff'],
  'bot/delivery': ['bot/conversation', 'bot/handoff', 'bot/texts.ts'],
  'bot/storage': [
    'knowledge/index/make-folder.ts',
    'bot/delivery',
    'bot/handoff',
    'bot/places',
    'bot/channels/web/tokens.ts',
    'bot/conversation',
    'bot/documents',
  ],
  'bot/channels': ['bot/delivery', 'bot/texts.ts', 'knowledge/texts.ts'],
  'bot/web': [],
  'bot/app.ts': ['bot', 'knowledge'],
  'bot/main.ts': ['bot', 'knowledge'],
};

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(ROOT, join(ROOT, dirname(file), name)));
}

const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

function roomOf(path: string): string | undefined {
  return Object.keys(ALLOWED)
    .filter((room) => within(path, room))
    .sort((a, b) => b.length - a.length)[0];
}

/** Why an import is wrong, or null. */
function forbidden({ from, to }: Import): string | null {
  const room = roomOf(from);
  if (!room) return `${from} stands in no room of the map`;
  if (to === 'knowledge/types.ts' || (to === 'bot/types.ts' && from.startsWith('bot/'))) return null;
  if (within(to, room) || ALLOWED[room]!.some((place) => within(to, place))) return null;
  return `${from} must not import ${to}`;
}

function scriptOf(file: string): string {
  const source = readFileSync(join(ROOT, file), 'utf8');
  if (!file.endsWith('.vue')) return source;
  return [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/gu)].map((match) => match[1]).join('\n');
}

const files = globSync(['bot/**/*.{ts,vue}', 'knowledge/**/*.ts'], { cwd: ROOT }).filter(
  (file) => !file.includes('/dist/') && !file.endsWith('.config.ts') && !file.endsWith('.d.ts'),
);

describe('imports run one way', () => {
  it('reads every source file', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('no room imports one above it', () => {
    const wrong = files.flatMap((from) =>
      importsOf(from, scriptOf(from)).flatMap((to) => forbidden({ from, to }) ?? []),
    );
    expect(wrong).toEqual([]);
  });

  it('notices a wrong import (control)', () => {
    const [to] = importsOf(
      'knowledge/index/x.ts',
      "import { decide } from '../../bot/conversation/decide.ts';",
    );

    expect(forbidden({ from: 'knowledge/index/x.ts', to: to! })).toMatch(/must not import/u);
  });

  it('only config.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env/u.test(scriptOf(file)));
    expect(readers).toEqual(['bot/config.ts']);
  });
});
