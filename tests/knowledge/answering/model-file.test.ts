/** What was learnt is kept whole or not at all. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelFile } from '../../../knowledge/answering/matching/model-file.ts';

const KEY = 'a'.repeat(64);
const bytes = Uint8Array.of(1, 2, 3);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shaofatong-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => modelFile(join(folder, 'snapshot'));

it('is found again by its key, and by no other', () => {
  open().save(KEY, bytes);
  expect([...open().load(KEY)!]).toEqual([1, 2, 3]);
  expect(open().load('b'.repeat(64))).toBeNull();
  expect(readdirSync(folder)).toEqual(['cards.bin']);
});

it('is not found where there is none, or less than a key', () => {
  expect(open().load(KEY)).toBeNull();
  open().save(KEY, bytes);
  truncateSync(join(folder, 'cards.bin'), 10);
  expect(open().load(KEY)).toBeNull();
});

it('leaves nothing half written where it cannot be kept', () => {
  mkdirSync(join(folder, 'cards.bin'));
  writeFileSync(join(folder, 'cards.bin', 'in-the-way'), '');
  open().save(KEY, bytes);
  expect(readdirSync(folder)).toEqual(['cards.bin']);
});
