import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginHunt, closeCase, createCase, decide, endHunt, findingFacts, findingHeads, findingRows, promoteRow, storeFindings, storeRules, tagFinding, viewPage, type WriteCase } from '../../src-main/case/index.ts';
import { isoOf, MANY_FINDINGS, MOST_FINDING_GROUPS, type FindingChoice, type FindingDraft, type Severity } from '../../src-main/contract/index.ts';
import { askFindingPlace, askFindings, askFindingsAmong, askFindingValues } from '../../src-main/questions/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';
import { findingsOn } from '../help/findings.ts';

const hour = 3_600_000;
const all: FindingChoice = { chips: [], text: '', from: null, to: null };
const having = (field: FindingChoice['chips'][number]['field'], ...values: string[]): FindingChoice => ({ ...all, chips: [{ field, not: false, values }] });
const turned = (choice: FindingChoice): FindingChoice => ({ ...choice, chips: choice.chips.map((chip) => ({ ...chip, not: true })) });

interface Told { readonly user: string | null; readonly at: number; readonly severity?: Severity; readonly rule?: string; readonly variant?: 'published' | 'corrected'; readonly key?: string }
function draftOf({ user, at, severity = 'low', rule = 'two-places', variant = 'corrected', key = `K${at}` }: Told): FindingDraft {
  const [start, end] = [at * hour, (at + 1) * hour];
  return {
    rule, variant, ruleVersion: 1, ruleHash: 'h1', title: `${user ?? 'Somebody'} in two places`, severity, score: 50, filteredBy: null, actor: user, entity: { 'credential.id': key }, start, end, events: Int32Array.from([1 + (at % 30), 2 + (at % 30)]), values: {},
    explanation: { template: 'aggregate', text: 'It fired.', windows: [{ start: new Date(start).toISOString(), end: new Date(end).toISOString(), measured: {}, fired: true }], conditions: [], baseline: { windows_fired: 3 }, dropped: [], wouldNotFire: [] },
  };
}
function hunted(file: WriteCase, findings: readonly FindingDraft[], view = false): void {
  const run = beginHunt(file);
  const rules = new Map(findings.map((one) => [`${one.rule}/${one.variant}`, one]));
  storeRules(file, [...rules.values()].map(({ rule, variant }) => ({ rule, variant, version: 1, hash: 'h1', title: `Rule ${rule}`, body: `id: ${rule}`, origin: 'shipped' as const })));
  storeFindings(file, run, [...rules.values()].map(({ rule, variant }) => ({
    rule, variant, version: 1, hash: 'h1', status: 'done' as const, parameters: {}, dropped: [], fault: null, findings: findings.filter((one) => one.rule === rule && one.variant === variant),
    view: view ? { rule, variant, ruleVersion: 1, ruleHash: 'h1', columns: ['user'], rows: [{ entity: { 'user.name': 'row' }, cells: ['row'], start: 0, end: hour, events: Int32Array.from([1]) }] } : null,
  })));
  endHunt(file, run, 'done');
}
function made(name: string): { readonly file: WriteCase; readonly end: () => void } {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/${name}.bilocate`, { title: name, number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
  return { file, end: () => { closeCase(file); remove(); } };
}

const small = made('small');
const large = made('large');
const few: readonly Told[] = [
  { user: 'zoe', at: 9, severity: 'medium' }, { user: 'ida', at: 5 }, { user: 'ida', at: 8, severity: 'critical', key: 'AKIAONE' }, { user: 'ida', at: 3 }, { user: null, at: 1, severity: 'info' },
  { user: 'ida', at: 7, variant: 'published' }, { user: 'bo', at: 2, rule: 'alone', variant: 'published' },
];
beforeAll(() => {
  hunted(small.file, few.map(draftOf));
  hunted(large.file, Array.from({ length: 6000 }, (_, at) => draftOf({ user: `user ${at % 300}`, at, rule: at % 3 === 0 ? 'tight' : 'loose', severity: at % 300 === 7 ? 'critical' : 'low' })));
});
afterAll(() => { small.end(); large.end(); });

const lines = (choice = all, by: 'user' | 'rule' | 'none' = 'user', folded: readonly string[] = [], page = { after: 0, limit: 200 }) =>
  askFindings(small.file, { choice, by, folded, ...page }).rows.map((line) => (line.kind === 'group' ? line.group.key : `${line.row.actor} ${Date.parse(line.row.start) / hour}`));
const idOf = (user: string | null, at: number): string => findingFacts(small.file).find((one) => one.actor === user && one.startMs === at * hour)!.id;

test('the user with the gravest findings comes first; in a group the gravest, then the earliest', () => {
  expect(lines()).toEqual(['user:ida', 'ida 8', 'ida 3', 'ida 5', 'ida 7', 'user:zoe', 'zoe 9', 'user:bo', 'bo 2', 'user:', 'null 1']);
  expect(lines(all, 'rule')).toEqual(['rule:two-places', 'ida 8', 'zoe 9', 'ida 3', 'ida 5', 'ida 7', 'null 1', 'rule:alone', 'bo 2']);
  expect(lines(all, 'none')).toEqual(['ida 8', 'zoe 9', 'bo 2', 'ida 3', 'ida 5', 'ida 7', 'null 1']);
  const [head] = askFindings(small.file, { choice: all, by: 'user', folded: [], after: 0, limit: 1 }).rows;
  expect(head).toMatchObject({ kind: 'group', folded: false, group: { name: 'ida', count: 4, first: isoOf(3 * hour), last: isoOf(9 * hour), gravest: isoOf(8 * hour) } });
});

test('pages of any size, one after the other, are the list', () => {
  for (const folded of [[], ['user:ida'], ['user:zoe', 'user:']]) {
    const whole = lines(all, 'user', folded);
    for (const limit of [1, 2, 3, 7]) {
      const pages: string[] = [];
      for (let after: number | null = 0; after !== null;) {
        pages.push(...lines(all, 'user', folded, { after, limit }));
        after = askFindings(small.file, { choice: all, by: 'user', folded, after, limit }).next;
      }
      expect(pages).toEqual(whole);
    }
  }
  expect(lines(all, 'user', ['user:ida'])).toEqual(['user:ida', 'user:zoe', 'zoe 9', 'user:bo', 'bo 2', 'user:', 'null 1']);
});

test('what a chip names, its opposite, the words on screen, and a span of time', () => {
  expect(lines(having('severity', 'critical', 'info'), 'none')).toEqual(['ida 8', 'null 1']);
  expect(lines(turned(having('severity', 'critical', 'low')), 'none')).toEqual(['zoe 9', 'null 1']);
  expect(lines(having('user', ''), 'none')).toEqual(['null 1']);
  expect(lines(having('verdict', 'benign'), 'none')).toEqual([]);
  for (const text of ['AKIAone', ' ZOE ', 'rule ALONE']) expect(lines({ ...all, text }, 'none')).toHaveLength(1);
  expect(lines({ ...all, from: 8 * hour, to: 9 * hour }, 'none'), 'what only touches the start counts').toEqual(['ida 8', 'ida 7']);
  expect(askFindingsAmong(small.file, having('user', 'ida'), [idOf('ida', 3), idOf('zoe', 9), 'ff'])).toEqual([idOf('ida', 3)]);
});

test('the corrected form, or the only one, is what sums count: list, heads and totals say one number', () => {
  const counted = { ...having('variant', 'corrected'), chips: [...having('variant', 'corrected').chips, { field: 'state' as const, not: true, values: ['gone'] }] };
  const page = askFindings(small.file, { choice: counted, by: 'user', folded: [], after: 0, limit: 200 });
  expect(findingHeads(small.file)).toHaveLength(6);
  expect([page.shown, page.totals]).toEqual([6, { findings: 7, expected: 0, counted: 6, open: 6 }]);
  expect(page.states).toEqual({ new: 6, unchanged: 0, changed: 0, gone: 0 });
});

test('where a finding stands, its neighbours on screen, and the next that nobody judged', () => {
  const at = (finding: string | null, folded: readonly string[] = []) => askFindingPlace(small.file, { choice: all, by: 'user', folded, finding });
  expect(at(idOf('ida', 8))).toMatchObject({ at: 1, previous: null, next: idOf('ida', 3), open: idOf('ida', 3) });
  expect(at(idOf('zoe', 9))).toMatchObject({ at: 6, previous: idOf('ida', 7), next: idOf('bo', 2) });
  expect(at(idOf('zoe', 9), ['user:ida', 'user:bo'])).toMatchObject({ at: 2, previous: null, next: idOf(null, 1), open: idOf('bo', 2) });
  expect(at(idOf('ida', 8), ['user:ida']), 'in a folded group').toMatchObject({ at: null, folded: true, previous: null, next: idOf('zoe', 9) });
  expect(askFindingPlace(small.file, { choice: having('user', 'zoe'), by: 'user', folded: [], finding: idOf('ida', 8) }), 'left out by the filter').toMatchObject({ at: null, folded: false });
  expect(at(null)).toMatchObject({ at: null, next: idOf('ida', 8), open: idOf('ida', 8) });
  expect(at(idOf(null, 1)), 'from the top again').toMatchObject({ next: null, open: idOf('ida', 8) });
});

test('values with their counts: severities in their order, users by how many, those with the text', () => {
  const values = (field: 'severity' | 'user' | 'tag', text = '') => askFindingValues(small.file, { field, text, limit: 200 }).map(({ value, count }) => [value, count]);
  expect(values('severity')).toEqual([['critical', 1], ['high', 0], ['medium', 1], ['low', 4], ['info', 1]]);
  expect(values('user')).toEqual([['ida', 4], ['', 1], ['bo', 1], ['zoe', 1]]);
  expect(values('user', 'ZO'), 'nobody has a name that is ours').toEqual([['', 1], ['zoe', 1]]);
  expect(askFindingValues(small.file, { field: 'user', text: '', limit: 2 })).toHaveLength(2);
});

test('a verdict shows in the list, in sums and in what is next at once', () => {
  const [gravest, published] = [idOf('ida', 8), idOf('ida', 7)];
  decide(small.file, { targetKind: 'finding', target: gravest, kind: 'verdict', value: 'suspicious' });
  decide(small.file, { targetKind: 'finding', target: published, kind: 'verdict', value: 'suspicious' });
  tagFinding(small.file, published, 'VPN', true);
  expect(lines(having('verdict', 'suspicious'), 'none')).toEqual(['ida 8', 'ida 7']);
  expect(lines({ ...all, text: 'vpn' }, 'none')).toEqual(['ida 7']);
  expect(askFindingPlace(small.file, { choice: all, by: 'user', folded: [], finding: null }).open).toBe(idOf('ida', 3));
  const page = askFindings(small.file, { choice: having('variant', 'corrected'), by: 'none', folded: [], after: 0, limit: 200 });
  expect([page.shown, page.totals, findingHeads(small.file).length], 'a published form that was judged counts').toEqual([7, { findings: 7, expected: 0, counted: 7, open: 5 }, 7]);
});

test('rows are those of the case, windows counted when they were stored', () => {
  const page = askFindings(small.file, { choice: all, by: 'none', folded: [], after: 0, limit: 200 });
  expect(findingsOn(page)).toEqual(findingRows(small.file));
  expect(findingRows(small.file).map(({ windows, windowMs }) => [windows, windowMs])).toEqual(few.map(() => [3, hour]));
});

test('another hunt, a promoted row: the list is another', () => {
  const { file, end } = made('again');
  hunted(file, [draftOf({ user: 'ida', at: 3 })], true);
  const rows = () => findingsOn(askFindings(file, { choice: all, by: 'none', folded: [], after: 0, limit: 200 })).map(({ actor, state }) => [actor, state]);
  expect(rows()).toEqual([['ida', 'new']]);
  hunted(file, [draftOf({ user: 'ida', at: 4 })], true);
  expect(rows()).toEqual([['ida', 'new'], ['ida', 'gone']]);
  const promoted = promoteRow(file, viewPage(file, 'two-places', 'corrected', { sort: null, after: 0, limit: 1 }).rows[0]!.id, 'odd');
  expect(findingFacts(file).map(({ id }) => id)).toContain(promoted);
  end();
});

test('too many findings: the gravest groups stay, what is left out is counted, and the loosest rule is named', () => {
  const page = askFindings(large.file, { choice: all, by: 'none', folded: [], after: 0, limit: 200 });
  expect([page.by, page.shown, page.total]).toEqual(['user', 6000, MOST_FINDING_GROUPS * 21]);
  expect(page.rows[0]).toMatchObject({ kind: 'group', group: { name: 'user 7', count: 20 } });
  expect(page.tooMany).toEqual({ groups: 200, left: 100, rule: 'loose', ruleCount: 4000 });
  const less = askFindings(large.file, { choice: { ...all, to: MANY_FINDINGS * hour }, by: 'none', folded: [], after: 0, limit: 1 });
  expect([less.by, less.shown, less.tooMany]).toEqual(['none', 5000, null]);
});
