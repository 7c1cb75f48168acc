import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callNames, faultCodes, faultWords, fieldNames, fields, type FieldEntry } from '../src-main/contract/index.ts';
import { durationText } from '../src-main/hunt/grammar/duration.ts';
import { kinds, loadRules, ruleSentence, type Rule } from '../src-main/hunt/index.ts';
import { mappingTable, sources } from '../src-main/sources/index.ts';
import { root } from './help/open-cases.ts';

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
/** First cells of the tables of a page. */
const listed = (page: string) => [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((found) => found[1]!);

const fieldsPage = `# Fields

The field dictionary: every name that mappers, rules, columns and the case file use. ECS names wherever ECS (8) has one. Made from \`src-main/contract/fields.ts\`;
\`vitest -u test/docs.test.ts\` renews this page.

"Kept as" says how: \`dictionary\` a text that repeats, \`identifier\` a credential, token, session or device id, \`text\` as it is, \`int\`, \`time\`, \`flag\`, \`ip\`, \`agent\`; \`derived\` fields
are not kept per event but reached through the address or the client.

| field | label | kept as | values | source | meaning |
| --- | --- | --- | --- | --- | --- |
${fieldNames.map((name) => [name, fields[name] as FieldEntry] as const).map(([name, one]) => `| \`${name}\` | ${one.label} | ${one.storage} | ${one.many ? 'many' : 'one'} | ${one.dataset === 'core' ? 'any' : one.dataset} | ${one.meaning} |`).join('\n')}
`;
const faultsPage = `# Faults

Expected failures: a code, parameters, and whether trying again can help. Screens and command line word them as below, with the parameters beneath. Everything else that fails is a
bug, told as \`job/crashed\` with where it happened. Made from \`src-main/contract/fault-words.ts\`; \`vitest -u test/docs.test.ts\` renews this page.

| code | what it means, and what now |
| --- | --- |
${faultCodes.map((code) => `| \`${code}\` | ${faultWords[code]} |`).join('\n')}
`;

describe('everything that has a name is in the documentation', () => {
  test('fields, with their meaning', () => expect(fieldsPage).toMatchFileSnapshot(join(root, 'docs', 'fields.md')));
  test('fault codes, with their words', () => expect(faultsPage).toMatchFileSnapshot(join(root, 'docs', 'faults.md')));

  test('calls, in the order of the contract, and no other', () => {
    expect(listed(read('docs', 'calls.md'))).toEqual(callNames);
  });

  test('rule kinds, each with a section and an example', () => {
    const page = read('docs', 'rules.md');
    expect(kinds.length).toBeGreaterThanOrEqual(4);
    for (const kind of kinds) {
      expect(page).toMatch(new RegExp(`^#+ .*\`?${kind}\`?`, 'm'));
      expect(page).toMatch(new RegExp(`^kind: ${kind}$`, 'm'));
    }
  });

  test('verbs of the command line', () => {
    const commands = [...read('src-main', 'host', 'cli.ts').matchAll(/\.command\('(\w+)'(?!, \{)/g)].map((found) => found[1]!);
    expect(commands.length).toBeGreaterThan(8);
    const pages = `${read('README.md')}\n${read('docs', 'json.md')}`;
    const missing = commands.filter((verb) => !new RegExp(`bilocate (\\w+ )?([\\w|]+\\|)?${verb}\\b`).test(pages));
    expect(missing).toEqual([]);
  });

  test('sources and their pages', () => {
    const asked = new Set(loadRules(join(root, 'resources', 'rules')).rules.flatMap((rule) => rule.requires.datasets));
    expect(asked.size).toBeGreaterThan(4);
    for (const dataset of asked) expect(existsSync(join(root, 'docs', 'sources', `${dataset}.md`)), dataset).toBe(true);
  });

  test.each(sources)('the mapping of $dataset, as its code says it', ({ dataset, mapping }) => {
    const path = join(root, 'docs', 'sources', `${dataset}.md`);
    const page = readFileSync(path, 'utf8');
    const [before, after] = [page.split('<!-- mapping -->')[0], page.split('<!-- /mapping -->')[1]];
    expect([page.startsWith(`# ${dataset}\n`), after], 'a head line, and both markers').toEqual([true, expect.any(String)]);
    return expect(`${before}<!-- mapping -->\n${mappingTable(mapping)}\n<!-- /mapping -->${after}`).toMatchFileSnapshot(path);
  });
});

/** The rules of a seed as a table, with the values that their parameters have by default, and what the corrected ones say of how they deviate. */
function seedTable(seed: string): string {
  const rules = loadRules(join(root, 'resources', 'rules')).rules.filter((rule) => rule.seed === seed).toSorted((a, b) => (a.id === b.id ? b.variant.localeCompare(a.variant) : a.id.localeCompare(b.id)));
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const valueOf = (rule: Rule, name: string) => {
    const value = rule.parameters[name]!.default;
    return rule.parameters[name]!.type === 'duration' ? durationText(Number(value)) : value === '' ? '…' : String(value);
  };
  const said = (rule: Rule) => ruleSentence(rule).map((part) => (part.kind === 'text' ? part.text : `**${valueOf(rule, part.name)}**`)).join('');
  return [
    '', '| rule | variant | kind | gives | what it does |', '| --- | --- | --- | --- | --- |',
    ...rules.map((rule) => `| \`${rule.id}\` | ${rule.variant} | ${rule.kind} | ${rule.output === 'view' ? 'a table' : 'findings'} | ${cell(said(rule))} |`), '',
    ...rules.filter((rule) => rule.variant === 'corrected').flatMap((rule) => [`\`${rule.id}\`, corrected:`, '', ...rule.fidelity.map((one) => `- ${one.replaceAll(/\s+/g, ' ')}`), '']),
  ].join('\n');
}

describe('the seeds', () => {
  const path = join(root, 'docs', 'seeds.md');
  const block = /<!-- rules (S\d+) -->\n[^]*?<!-- \/rules -->/g;
  const seeds = Array.from({ length: 18 }, (_, i) => `S${i + 1}`);

  test('each stands on its page, beside its rules', () => {
    const page = readFileSync(path, 'utf8');
    expect([...page.matchAll(block)].map((found) => found[1])).toEqual(seeds);
    expect([...page.matchAll(/^## (S\d+) /gm)].map((found) => found[1])).toEqual(seeds);
    return expect(page.replaceAll(block, (_, seed: string) => `<!-- rules ${seed} -->\n${seedTable(seed)}\n<!-- /rules -->`)).toMatchFileSnapshot(path);
  });

  test('each has a rule as published and one as corrected, and every rule with a seed is of one of them', () => {
    const { rules } = loadRules(join(root, 'resources', 'rules'));
    const made = (variant: string) => [...new Set(rules.filter((rule) => rule.variant === variant).flatMap((rule) => rule.seed ?? []))].sort((a, b) => seeds.indexOf(a) - seeds.indexOf(b));
    expect(made('published')).toEqual(seeds);
    // S14 is S13 for one user: its correction is that of S13.
    expect(made('corrected')).toEqual(seeds.filter((seed) => seed !== 'S14'));
  });
});

test('every room says what it is for and what it may import', () => {
  const rooms = readdirSync(join(root, 'src-main'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (const room of rooms) {
    const page = read('src-main', room, 'README.md');
    expect(page.split('\n')[0]).toBe(`# ${room}`);
    expect(page.length, room).toBeGreaterThan(100);
    expect(page, room).toMatch(/import/i);
  }
});

test('files that a room names in its readme are in it', () => {
  const rooms = readdirSync(join(root, 'src-main'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const gone = rooms.flatMap((room) => {
    const here = readdirSync(join(root, 'src-main', room), { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
    // A name is that of a file of the room, or its path; one with a folder may also start at src-main or at the top. What has a blank in it is a pattern or code.
    const isAt = (name: string) => here.some((one) => one === name || one.endsWith(`/${name}`)) || (name.includes('/') && ['src-main', '.'].some((top) => existsSync(join(root, top, name))));
    const isHere = (name: string) => isAt(name) || isAt(`${name}.ts`) || isAt(name.replace(/\/$/, ''));
    const named = [...read('src-main', room, 'README.md').matchAll(/`([\w.-]+\/[\w./-]*|[\w.-]+\.(?:ts|mjs|tsv|json|md))`/g)].map((found) => found[1]!);
    return named.filter((name) => !isHere(name)).map((name) => `${room}: ${name}`);
  });
  expect(gone).toEqual([]);
});

test('functions that the readme of the case names are there to be called', () => {
  const told = read('src-main', 'case', 'README.md').split('```')[1]!.replaceAll(/\/\/.*/g, '');
  const calls = [...told.matchAll(/\b([a-z]+[A-Z]\w*)(?=[(,;\n]| [→/])/g)].map((found) => found[1]!);
  // Names of what is given or comes back stand in braces.
  const inBraces = new Set([...told.matchAll(/\{([^}]*)\}|\(([^)]*)\)/g)].flatMap((found) => (found[1] ?? found[2])!.match(/\w+/g) ?? []));
  const exported = read('src-main', 'case', 'index.ts');
  expect(calls.length).toBeGreaterThan(80);
  expect(calls.filter((name) => !inBraces.has(name) && !new RegExp(`\\b${name}\\b`).test(exported))).toEqual([]);
});

test('links between pages lead somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => join('docs', String(name))).filter((name) => name.endsWith('.md'))];
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((found) => join(page, '..', found[1]!)).filter((target) => !existsSync(join(root, target))).map((target) => `${page} → ${target}`));
  expect(broken).toEqual([]);
});

test('every page of the docs is on the front page', () => {
  const front = read('README.md');
  expect(readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md') && !front.includes(`](docs/${name})`))).toEqual([]);
});
