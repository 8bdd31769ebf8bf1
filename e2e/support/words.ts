// The texts people see, read from the catalogues of `shared`, by the same keys the code uses. So a text may be
// reworded without touching a test, and a test never looks for a text that the product does not have.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../shared/src/catalogue');

/** Text by key; asking for a key that is not there throws. */
export type Words = Record<string, string>;

/** The languages that people are spoken to in. */
export type Lang = 'vi' | 'en';

const TEXT = '"((?:[^"\\\\]|\\\\.)*)"';

/** The texts of an enum declared with `catalogue!` in the file of that name. */
export function catalogue(file: string, name: string, lang: Lang = 'vi'): Words {
  const block = between(source(file), `pub enum ${name} {`);
  return strict(`${file}.rs, ${name}`, block.matchAll(new RegExp(`(\\w+)\\s*=>\\s*${TEXT}\\s*/\\s*${TEXT}`, 'g')), lang);
}

/** The names of a type (`Action`, `CaseKind`, `CaseState`) in `common.rs`, or in another file. */
export function names(type: string, lang: Lang = 'vi', file = 'common'): Words {
  const block = between(source(file), `impl ${type} {`);
  const named = between(block, 'fn name(');
  const each = new RegExp(`Self::(\\w+)\\s*=>\\s*\\{?\\s*pick\\(\\s*lang,\\s*${TEXT},\\s*${TEXT}`, 'g');
  return strict(`${file}.rs, ${type}`, named.matchAll(each), lang);
}

/** A text with its places filled in: `fill('{n} hồ sơ', { n: 3 })`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

/** Matches names that begin with the text: labels go on with "(optional)", choices with their hint. */
export function starting(text: string): RegExp {
  return new RegExp(`^\\s*${literal(text)}`);
}

/** Matches what says this and nothing else. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${literal(text)}\\s*$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function source(file: string): string {
  return readFileSync(join(FOLDER, `${file}.rs`), 'utf8');
}

/** What stands between this opening brace and the one that closes it at the same depth. */
function between(text: string, opening: string): string {
  const from = text.indexOf(opening);
  if (from < 0) throw new Error(`no "${opening}"`);
  const start = text.indexOf('{', from);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '"') {
      at += /^"(?:[^"\\]|\\.)*"/.exec(text.slice(at))![0].length - 1;
    } else if (text[at] === '{') {
      depth += 1;
    } else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(start + 1, at);
    }
  }
  throw new Error(`"${opening}" is never closed`);
}

function strict(where: string, found: IterableIterator<RegExpMatchArray>, lang: Lang): Words {
  const words: Words = {};
  for (const [, key, vi, en] of found) words[key!] = (lang === 'vi' ? vi! : en!).replace(/\\(.)/g, '$1');
  return new Proxy(words, {
    get(all, key) {
      if (typeof key === 'string' && key in all) return all[key];
      throw new Error(`${where} has no text ${String(key)}`);
    },
  });
}
