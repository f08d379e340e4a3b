/**
 * `npm run -s check:statutes -- FOLDER`: holds every card against the statutes' own texts (`.md` or `.txt`): the article is there,
 * and every number, time limit and amount of a line stands in the article it rests on.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../bot/config.ts';
import { atomsOf } from '../knowledge/answering/atoms.ts';
import { parsePaper } from '../knowledge/documents/parse.ts';
import { loadLibrary } from '../knowledge/library/library.ts';
import { passagesOf } from '../knowledge/library/passages.ts';
import { createRuleBook } from '../knowledge/rules/book.ts';
import type { Basis, Card } from '../knowledge/rules/card.ts';
import { loadRules } from '../knowledge/rules/load.ts';
import { CommandError, runCommand } from './command.ts';

async function main(): Promise<number> {
  const folder = process.argv[2];
  if (folder === undefined) throw new CommandError('用法：npm run -s check:statutes -- 法规文件夹', 2);
  const seeds = join(PROJECT_ROOT, 'seeds');
  const library = await loadLibrary({
    directories: [join(seeds, 'papers')],
    documentsFile: join(seeds, 'documents.yaml'),
  });
  const cards = createRuleBook(loadRules(seeds), library).cards.filter((card) => card.kind !== 'clarify');
  const articles = readArticles(folder);
  const problems = cards.flatMap((card) => problemsOf(card, articles));
  for (const problem of problems) console.error(`✗ ${problem}`);
  const checked = cards
    .flatMap(({ bases }) => bases)
    .filter((basis) => textFor(basis, articles) !== null).length;
  const all = cards.flatMap(({ bases }) => bases).length;
  console.log(`${all} 处依据，其中 ${checked} 处有法规原文可以对照；${problems.length} 处对不上`);
  return problems.length > 0 ? 1 : 0;
}

/** `中华人民共和国法律援助法 第四十三条` → its text, over all files; an older text of the same statute is `…@2017`. */
type Articles = ReadonlyMap<string, string>;

function readArticles(folder: string): Articles {
  const articles = new Map<string, string>();
  for (const name of readdirSync(folder).filter(
    (name) => /\.(?:md|txt)$/u.test(name) && name !== 'README.md',
  )) {
    const document = parsePaper(name, readFileSync(join(folder, name)));
    const year = document.issuedOn?.slice(0, 4) ?? '';
    for (const { kind, clause, text } of passagesOf(document, null)) {
      if (kind !== 'article') continue;
      articles.set(`${document.title}@${year} ${clause}`, text);
      // The parts of a code are files of their own; none has another's articles.
      if (!articles.has(`${document.title} ${clause}`)) articles.set(`${document.title} ${clause}`, text);
    }
  }
  return articles;
}

function textFor({ document, version, passage }: Basis, articles: Articles): string | null {
  const clause = passage.clause.replace(/第[(（].+$/u, '');
  const versioned = articles.get(
    `${document.id}@${version?.adopted?.slice(0, 4) ?? version?.name} ${clause}`,
  );
  if (versioned !== undefined) return versioned;
  return document.versions.length > 1 ? null : (articles.get(`${document.id} ${clause}`) ?? null);
}

function problemsOf(card: Card, articles: Articles): string[] {
  return card.lines.flatMap(({ text, basis }) => {
    const article = textFor(basis, articles);
    if (article === null) return basisMissing(card, basis, articles);
    const printed = atomsOf(article).map(({ key }) => loose(key));
    return atomsOf(text)
      .filter((atom) => !OUR_OWN_COUNT.test(atom.text) && !printed.some((key) => same(loose(atom.key), key)))
      .map((atom) => `${card.id}：“${atom.text}”不在 ${basis.name} 里（${text}）`);
  });
}

/** Only where the statute itself is there. */
function basisMissing({ id }: Card, { name, document, passage }: Basis, articles: Articles): string[] {
  const known = articles.has(`${document.id} 第一条`) && document.versions.length <= 1;
  return known && /^第.+条/u.test(passage.clause) ? [`${id}：${name} 不在法规原文里`] : [];
}

/** 两条路, 这三种情形, 一份申请书, N+1: counting our own words, not the statute's. */
const OUR_OWN_COUNT = /^[一二两三四](?:件|份|类|种|条|家|处|套|场|项|次|个)$|^1$/u;

/** 已满14不满16周岁: the first number has no unit of its own. */
const same = (said: string, printed: string) =>
  said === printed ||
  (/^quantity:[\d.]+$/u.test(said) && printed.startsWith(said) && !/^\d/u.test(printed.slice(said.length)));

/** 7天 and 7日, 30天 and 三十日 are the same time. */
const loose = (key: string) =>
  key
    .replace(/天$/u, '日')
    .replace(/(?:个月|月)$/u, '月')
    .replace(/倍$/u, '');

if (import.meta.main) await runCommand(main);
