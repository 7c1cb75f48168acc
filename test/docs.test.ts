import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callNames, faultCodes, faultWords, fieldNames, fields, type FieldEntry } from '../src-main/contract/index.ts';
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
    const kinds = readdirSync(join(root, 'src-main', 'hunt', 'kinds')).map((name) => name.replace(/\.ts$/, '').replaceAll('-', '_')).filter((kind) => kind !== 'index');
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
    const datasets = readdirSync(join(root, 'resources', 'rules')).filter((name) => !name.includes('.txt'));
    for (const dataset of datasets) expect(existsSync(join(root, 'docs', 'sources', `${dataset}.md`)), dataset).toBe(true);
  });

  test.each(sources)('the mapping of $dataset, as its code says it', ({ dataset, mapping }) => {
    const path = join(root, 'docs', 'sources', `${dataset}.md`);
    const page = readFileSync(path, 'utf8');
    const [before, after] = [page.split('<!-- mapping -->')[0], page.split('<!-- /mapping -->')[1]];
    expect([page.startsWith(`# ${dataset}\n`), after], 'a head line, and both markers').toEqual([true, expect.any(String)]);
    return expect(`${before}<!-- mapping -->\n${mappingTable(mapping)}\n<!-- /mapping -->${after}`).toMatchFileSnapshot(path);
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

test('links between pages lead somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => join('docs', String(name))).filter((name) => name.endsWith('.md'))];
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((found) => join(page, '..', found[1]!)).filter((target) => !existsSync(join(root, target))).map((target) => `${page} → ${target}`));
  expect(broken).toEqual([]);
});
