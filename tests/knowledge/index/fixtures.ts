/** Made-up corpora and vectors, the same on every run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mulberry } from '../../../knowledge/answering/matching/random.ts';
import { sha256 } from '../../../knowledge/index/files.ts';
import type { Passage } from '../../../knowledge/types.ts';

export function randomVectors(count: number, dimension: number, seed = 1): number[][] {
  const next = mulberry(seed);
  return Array.from({ length: count }, () => Array.from({ length: dimension }, () => next() - 0.5));
}

export function makePassage(id: string, text: string, documentId = '文件'): Passage {
  return {
    id,
    documentId,
    documentTitle: documentId,
    nodeId: id,
    kind: 'clause',
    label: id,
    clause: id,
    path: [documentId],
    text,
    searchText: text,
    validity: { from: null, to: null, after: 'unknown', note: '' },
    indicators: [],
  };
}

const subjects = [
  '法律援助',
  '人民调解',
  '公证',
  '司法鉴定',
  '律师',
  '村（社区）法律顾问',
  '仲裁',
  '普法宣传',
];
const verbs = [
  '应当及时受理',
  '免费提供',
  '每年开展',
  '负责指导',
  '公开办理',
  '依法监督',
  '登记并答复',
  '组织培训',
];
const objects = [
  '申请',
  '咨询服务',
  '案件',
  '名册',
  '热线电话',
  '服务窗口',
  '经费保障',
  '投诉',
  '志愿者',
  '档案',
];

/** Sentences about public legal services, no two the same. */
export function makePassages(count: number, seed = 1): Passage[] {
  const next = mulberry(seed);
  const pick = (words: readonly string[]) => words[Math.floor(next() * words.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const text = `第${i + 1}项 ${pick(subjects)}机构${pick(verbs)}${pick(objects)}和${pick(objects)}，${i + 5}个工作日内办结。`;
    return makePassage(`文件#c${i + 1}`, text);
  });
}

export function hashesOf(passages: readonly Passage[]): Record<string, string> {
  return { '文件.txt': sha256(passages.map((passage) => passage.searchText).join('\n')) };
}

/** Runs `body` with a fresh folder that is removed afterwards. */
export async function withFolder<T>(body: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-test-'));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
