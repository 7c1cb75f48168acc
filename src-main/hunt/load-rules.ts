import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Fault } from '../contract/index.ts';
import { checkTogether } from './check-rules.ts';
import { parseRule } from './grammar/parse-rule.ts';
import type { Problem } from './grammar/problem.ts';
import { ruleKey, type Rule } from './rule.ts';

export interface LoadedRules {
  /** By id, published before corrected. */
  readonly rules: readonly Rule[];
  /** Of files that are not rules yet; those are left out of `rules`. */
  readonly problems: readonly Problem[];
}

const MOST_BYTES = 1024 * 1024;
/** Ids that were given up, one a line, beside the rules. */
const RETIRED = 'retired-ids.txt';

/** Rules of all `.yaml` files below the folders. Throws Fault `rule/unreadable` where a folder or file cannot be read. */
export function loadRules(folders: string | readonly string[]): LoadedRules {
  const roots = typeof folders === 'string' ? [folders] : folders;
  const files = roots.flatMap((root) => filesIn(root).map((path) => ({ path, shown: relative(root, path).split(sep).join('/') })));
  const parsed = files.filter(({ path }) => /\.ya?ml$/.test(path)).map(({ path, shown }) => parsedOnce(path, shown));
  const retired = new Set(files.filter(({ path }) => path.endsWith(RETIRED)).flatMap(({ path }) => textOf(path).split(/\r?\n/)).filter((line) => line !== '' && !line.startsWith('#')));
  const rules = parsed.map(({ rule }) => rule).filter((rule) => rule !== null);
  const together = checkTogether(rules, retired);
  const refused = new Set(together.map(({ file }) => file));
  return {
    rules: rules.filter((rule) => !refused.has(rule.file)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.variant < b.variant ? 1 : -1)),
    problems: [...parsed.flatMap(({ problems }) => problems), ...together],
  };
}

/** The rules that are meant by `id`, `id/variant` or a seed (`S16`); all where nothing is named. Throws Fault `rule/not-found`. */
export function pickRules(rules: readonly Rule[], names: readonly string[]): readonly Rule[] {
  if (names.length === 0) return rules;
  const meant = new Set<Rule>();
  for (const name of names) {
    const found = rules.filter((rule) => rule.id === name || ruleKey(rule) === name || rule.seed === name);
    if (found.length === 0) throw new Fault('rule/not-found', { rule: name });
    for (const rule of found) meant.add(rule);
  }
  return rules.filter((rule) => meant.has(rule));
}

/** Files are read each time, since somebody may be writing them; what they say is worked out again only where their text is another one. */
const known = new Map<string, { readonly text: string; readonly shown: string; readonly parsed: ReturnType<typeof parseRule> }>();

function parsedOnce(path: string, shown: string): ReturnType<typeof parseRule> {
  const text = textOf(path);
  const before = known.get(path);
  if (before?.text === text && before.shown === shown) return before.parsed;
  const parsed = parseRule(text, shown);
  known.set(path, { text, shown, parsed });
  return parsed;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  } catch (error) {
    throw new Fault('rule/unreadable', { path: folder, why: error instanceof Error ? error.message : String(error) });
  }
}

function textOf(path: string): string {
  try {
    if (statSync(path).size > MOST_BYTES) return ' '.repeat(MOST_BYTES + 1);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Fault('rule/unreadable', { path, why: error instanceof Error ? error.message : String(error) });
  }
}
