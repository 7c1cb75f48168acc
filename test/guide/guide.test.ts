import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { screens } from '../../src-renderer/src/frame/screens.ts';
import { caps, groups, shortcuts } from '../../src-renderer/src/shape/shortcuts.ts';
import { en } from '../../src-renderer/src/words/en.ts';
import { root } from '../help/open-cases.ts';

const folder = join(root, 'docs', 'guide');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
/** What a pattern catches on all pages, with the page that it stands on. */
const all = (pattern: RegExp) => pages.flatMap(({ name, text }) => [...text.matchAll(pattern)].map((found) => ({ page: name, said: found[1]! })));

/** Every text of a tree of words; of plurals each. */
function leaves(words: unknown): readonly string[] {
  if (typeof words === 'string') return words.split(' | ');
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(leaves) : [];
}

const keyWords: Readonly<Record<string, unknown>> = en.keys;
const keysPage = `# Keyboard

Every action works without a mouse. <kbd>?</kbd> shows this list in the app, and first of all the keys of the screen that you are on. Single letters act while no text field has the focus; **Settings**, **Look and keys** turns them off. On a
Mac, Cmd is Ctrl. Made from the list that the app itself uses; \`vitest run test/guide --update\` renews this page.
${groups.map((group) => `
## ${en.keys.groups[group]}

| keys | what |
| --- | --- |
${shortcuts.filter((one) => one.group === group).map((one) => `| ${caps(one).map((cap) => `<kbd>${cap}</kbd>`).join(' ')} | ${String(keyWords[one.id.replace('go.', 'go-').replace('.', '-')])} |`).join('\n')}
`).join('')}
On the Events screen <kbd>Ctrl</kbd> <kbd>C</kbd> copies the value of the cell. In a dialog <kbd>Esc</kbd> leaves everything as it was.
`;

describe('the guide names nothing that is not there', () => {
  test('keys, made from the one list of keys', () => expect(keysPage).toMatchFileSnapshot(join(folder, 'keyboard.md')));

  test('keys on the other pages', () => {
    const known = new Set([...shortcuts.flatMap((one) => [caps(one).join(' '), ...caps(one)]), ...shortcuts.flatMap((one) => one.keys.map((key) => key.toUpperCase())), 'Ctrl', 'C']);
    expect(all(/<kbd>([^<]+)<\/kbd>/g).filter(({ said }) => !known.has(said))).toEqual([]);
  });

  test('bold words are words of the app, letter by letter', () => {
    const words = new Set(leaves(en));
    const headings = new Set(['Bold', 'Left, the screens.', 'Top, the case.', 'Right, the drawer.', 'Bottom, the state.', 'Start.', 'See that it balances.', 'Where to look first.', 'Judge the findings.', 'Look at the user.', 'Put the report together.', 'Write and check it.', 'The head']);
    const said = all(/\*\*([^*\n]+)\*\*/g).filter(({ said: text }) => !headings.has(text));
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter(({ said: text }) => !words.has(text) && !words.has(text.replace(/\.$/, '')))).toEqual([]);
  });

  test('screens: each has its words in the guide', () => {
    const labels: Readonly<Record<string, unknown>> = en.frame.rail;
    const text = pages.map((page) => page.text).join('\n');
    expect(screens.filter(({ name }) => !text.includes(String(labels[name])))).toEqual([]);
  });

  test('verbs and options of the command line', () => {
    const host = join(root, 'src-main', 'host');
    const cli = ['cli.ts', ...readdirSync(join(host, 'cli')).map((name) => join('cli', name))].map((name) => readFileSync(join(host, name), 'utf8')).join('\n');
    const lines = all(/bilocate ((?!\.)[a-z][^\n`|]*)/g).filter(({ said }) => !said.startsWith('asks'));
    expect(lines.length).toBeGreaterThan(20);
    const wrong = lines.filter(({ said }) => {
      const verb = said.split(/[ #]/)[0]!;
      const options = [...said.replace(/#.*$/, '').matchAll(/ (--[a-z-]+)/g)].map((found) => found[1]!);
      const group = /^(rules|geo) (\w+)/.exec(said)?.[2];
      return ![verb, ...(group === undefined ? [] : [group])].every((one) => cli.includes(`.command('${one}')`)) || !options.every((one) => cli.includes(`'${one}`));
    });
    expect(wrong).toEqual([]);
  });
});

describe('the pictures of the guide', () => {
  const taken = readdirSync(join(folder, 'pictures'));
  const named = all(/\]\(pictures\/([^)]+)\)/g);

  test('are there, and each is named', () => {
    expect(named.filter(({ said }) => !taken.includes(said))).toEqual([]);
    expect(taken.filter((name) => !named.some(({ said }) => said === name))).toEqual([]);
  });

  test('are PNG of a window of 1440 × 900 or 1280 × 720, together under 3 MB', () => {
    const sizes = new Set(taken.map((name) => {
      const bytes = readFileSync(join(folder, 'pictures', name));
      return `${bytes.toString('latin1', 1, 4)} ${bytes.readUInt32BE(16)} × ${bytes.readUInt32BE(20)}`;
    }));
    expect([...sizes].toSorted()).toEqual(['PNG 1280 × 720', 'PNG 1440 × 900']);
    expect(taken.reduce((sum, name) => sum + statSync(join(folder, 'pictures', name)).size, 0)).toBeLessThan(3_000_000);
  });

  test('say in words what they show', () => expect(all(/!\[([^\]]*)\]/g).filter(({ said }) => said.length < 10)).toEqual([]));
});

test('links of the guide lead somewhere, and every page is on its first', () => {
  const broken = all(/\]\((?!https?:|#)([^)#\s]+)/g).filter(({ said }) => !existsSync(join(folder, said)));
  expect(broken).toEqual([]);
  const first = pages.find(({ name }) => name === 'README.md')!.text;
  expect(pages.filter(({ name }) => name !== 'README.md' && !first.includes(`(${name})`))).toEqual([]);
});
