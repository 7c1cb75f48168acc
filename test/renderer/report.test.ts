import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportDraft, reportParts, type AuditRow, type CallName, type ReportDraft, type ReportPreview } from '../../src-main/contract/index.ts';
import { findingsOf, isProposed, movedIn, proposedAgain, sameDraft, toggledIn, usersOf, withPart, withRemark } from '../../src-renderer/src/shape/report-draft.ts';
import { outlineOf } from '../../src-renderer/src/shape/report-outline.ts';
import { writtenReports } from '../../src-renderer/src/shape/report-written.ts';
import { svgTree, type SvgNode } from '../../src-renderer/src/shape/svg-tree.ts';
import { useCase } from '../../src-renderer/src/stores/case.ts';
import { useReport } from '../../src-renderer/src/stores/report.ts';
import { useZone } from '../../src-renderer/src/stores/zone.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

const plain: ReportDraft = reportDraft.parse({});
const finding = (id: string, number: number, proposed: boolean): ReportPreview['findings'][number] => ({ id, number, title: `T ${id}`, severity: 'high', verdict: 'open', included: proposed, proposed });
const findings = [finding('a', 1, true), finding('b', 2, false), finding('c', 3, true)];
const users: ReportPreview['users'] = [{ user: 'ida', included: true, proposed: true }, { user: 'bo', included: false, proposed: false }];
const preview: ReportPreview = {
  draft: plain, name: 'N', status: 'draft', findings, moreFindings: 0, users, checks: [], citedRecords: 4, gathered: true,
  sections: reportParts.map((part) => ({ part, title: part, count: part === 'findings' ? 2 : 1, told: 0, more: false, blocks: [] })),
};

describe('a draft', () => {
  test('tells what is proposed until somebody chooses, and again when the choice is taken back', () => {
    expect([findingsOf(plain, findings), usersOf(plain, users), isProposed(plain)]).toEqual([['a', 'c'], ['ida'], true]);
    const chosen = { ...plain, findings: toggledIn(findingsOf(plain, findings), 'b'), title: 'Mine' };
    expect([chosen.findings, isProposed(chosen)]).toEqual([['a', 'c', 'b'], false]);
    expect(proposedAgain(chosen)).toEqual({ ...plain, title: 'Mine' });
  });

  test('orders by places, as far as the ends', () => {
    expect([movedIn(['a', 'b', 'c'], 'c', -1), movedIn(['a', 'b', 'c'], 'a', -1), movedIn(['a', 'b', 'c'], 'a', 9), movedIn(['a'], 'x', 1)]).toEqual([['a', 'c', 'b'], ['a', 'b', 'c'], ['b', 'c', 'a'], ['a']]);
  });

  test('puts a part that comes back where it usually stands', () => {
    const without = withPart(plain, 'users');
    expect(without.parts).not.toContain('users');
    expect(withPart(without, 'users').parts).toEqual([...reportParts]);
  });

  test('keeps a remark until it is empty, and knows when nothing has changed', () => {
    const remarked = withRemark(withRemark(plain, 'a', 'one'), 'b', 'two');
    expect(remarked.remarks).toEqual({ a: 'one', b: 'two' });
    expect(sameDraft(remarked, withRemark(withRemark(plain, 'b', 'two'), 'a', 'one'))).toBe(true);
    expect(sameDraft(remarked, withRemark(remarked, 'a', ''))).toBe(false);
    expect(withRemark(remarked, 'a', '').remarks).toEqual({ b: 'two' });
  });
});

describe('the outline', () => {
  test('has parts in their order, what is told under its part, and the rest folded', () => {
    const lines = outlineOf({ ...plain, parts: ['users', 'findings'], findings: ['c', 'a'] }, preview, new Set(['findings']));
    expect(lines.map((line) => line.key)).toEqual(['part summary', 'part users', 'user ida', 'others users', 'part findings', 'finding c', 'finding a', 'others findings', 'finding b', ...reportParts.slice(3).map((part) => `part ${part}`)]);
    expect(lines.filter((line) => line.kind !== 'others' && line.place !== null).length).toBe(5);
  });

  test('says of a part whether it is printed, and counts what can be counted', () => {
    const some = { ...preview, sections: preview.sections.filter(({ part }) => part !== 'records').map((section) => (section.part === 'check' ? { ...section, count: 0 } : section)) };
    const counts = outlineOf(plain, some, new Set()).flatMap((line) => (line.kind === 'part' ? [[line.part, line.count]] : []));
    expect(Object.fromEntries(counts)).toMatchObject({ findings: 2, check: null, records: 0 });
  });

  test('counts what a fold holds beyond what it lists', () => {
    const many = { ...preview, moreFindings: 40, findings: Array.from({ length: 450 }, (_, i) => finding(`f${i}`, i, false)) };
    const lines = outlineOf(plain, many, new Set(['findings']));
    expect(lines.find((line) => line.kind === 'others' && line.what === 'findings')).toMatchObject({ count: 490, hidden: 290 });
    expect(lines.filter((line) => line.kind === 'finding')).toHaveLength(200);
  });
});

describe('a drawing from print', () => {
  const text = (node: SvgNode | null): string => (node === null ? '' : node.children.map((one) => (typeof one === 'string' ? one : text(one))).join(''));

  test('becomes elements with texts as they were, and names of its own', () => {
    const tree = svgTree('<svg width="10" height="5" xmlns="http://www.w3.org/2000/svg"><defs><pattern id="p0" width="4"><path d="M0 0"/></pattern></defs><rect fill="url(#p0)"/><text style="font-size:9px;font-family:Inter">a &lt;b&gt; &amp;&#35;</text></svg>', 'k-');
    expect(tree).toMatchObject({ tag: 'svg', attributes: { width: '10', height: '5' } });
    expect(text(tree)).toBe('a <b> &#');
    expect(JSON.stringify(tree)).toContain('"id":"k-p0"');
    expect(JSON.stringify(tree)).toContain('url(#k-p0)');
    expect(JSON.stringify(tree)).toContain('"font-size":"9px"');
  });

  test('loses what could act or fetch, with all that is in it', () => {
    const tree = svgTree('<svg onload="x()"><script>alert(1)</script><foreignObject><text>in</text></foreignObject><a href="http://x"><text>link</text></a><image href="http://x"/><rect onclick="x()" fill="url(http://x)" style="fill:url(http://x);stroke:red" width="3"/></svg>', '');
    expect(tree).toEqual({ tag: 'svg', attributes: {}, children: [{ tag: 'rect', attributes: { fill: 'none', stroke: 'red', width: '3' }, children: [] }] });
  });

  test('is nothing where the text is none', () => {
    expect([svgTree('', ''), svgTree('words', ''), svgTree('<g></g>', '')]).toEqual([null, null, null]);
  });
});

test('reports that were written are read from the log, newest first, and an entry with less still stands', () => {
  const row = (seq: number, object: string, payload: string): AuditRow => ({ seq, at: '2026-05-20T11:42:00Z', analyst: 'Ada', action: 'report.write', object, payload, hash: '' });
  const hash = 'a'.repeat(64);
  const read = writtenReports([row(7, `report ${hash}`, '{"path":"/x/r.csv","format":"csv","pages":0,"files":[{"path":"/x/r.csv","sha256":"1"},{"path":"/x/r-users.csv","sha256":"2"}]}'), row(9, `report ${hash}`, 'not json')]);
  expect(read.map(({ seq, path, format, sha256, others }) => ({ seq, path, format, sha256, others }))).toEqual([{ seq: 9, path: '', format: 'pdf', sha256: hash, others: [] }, { seq: 7, path: '/x/r.csv', format: 'csv', sha256: hash, others: [{ path: '/x/r-users.csv', sha256: '2' }] }]);
});

describe('the draft that is worked on', () => {
  let host: Loopback;
  let answers: Partial<Record<CallName, (input: Record<string, unknown>) => unknown>>;
  let kept: ReportDraft;
  beforeEach(async () => {
    setActivePinia(createPinia());
    kept = plain;
    answers = {
      'case.summary': () => ({ id: 'one', first: null, last: null }), 'report.draft': () => kept, 'case.log': () => ({ rows: [], next: null, total: 0 }),
      'report.save': ({ draft }) => (kept = draft as ReportDraft), 'report.start': () => ({ job: 'j' }), 'report.preview': ({ draft }) => ({ ...preview, draft }), 'workspace.set': () => ({}),
    };
    host = await loopback(({ url, body }, response) => void Promise.resolve(answers[url.slice('/call/'.length) as CallName]!(JSON.parse(body) as Record<string, unknown>)).then((value) => reply(response, value)));
    useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
    await useCase().refresh();
    await useReport().refresh();
  });
  afterEach(() => host.close());
  const asked = (name: CallName) => host.asked.filter((one) => one.url.endsWith(`/${name}`)).map((one) => JSON.parse(one.body) as { draft: ReportDraft });

  test('shows on the page before it is saved, and stays when the case changes meanwhile', async () => {
    const report = useReport();
    report.change((now) => ({ ...now, title: 'Mine' }));
    await report.draw();
    expect([report.preview?.draft.title, report.dirty, asked('report.save').length]).toEqual(['Mine', true, 0]);
    await report.refresh();
    expect([report.draft?.title, report.saved?.title]).toEqual(['Mine', '']);
    await report.save();
    expect([kept.title, report.dirty, report.touched]).toEqual(['Mine', false, false]);
  });

  test('is saved once, and before it is written; a draft that says what is kept is not saved', async () => {
    const report = useReport();
    await report.save();
    report.change((now) => ({ ...now, tlp: 'TLP:AMBER' }));
    expect(await report.write('html', '')).toBe('j');
    expect([asked('report.save').length, kept.tlp, JSON.parse(host.asked.at(-1)!.body)]).toEqual([1, 'TLP:AMBER', { format: 'html' }]);
  });

  test('is drawn one page at a time, and the newest change wins', async () => {
    let open = 0;
    let most = 0;
    answers['report.preview'] = async ({ draft }) => {
      most = Math.max(most, open += 1);
      await new Promise((resolve) => setTimeout(resolve, 15));
      open -= 1;
      return { ...preview, draft };
    };
    const report = useReport();
    const before = asked('report.preview').length;
    const first = report.draw();
    for (const title of ['1', '2', '3']) {
      report.change((now) => ({ ...now, title }));
      void report.draw();
    }
    await first;
    expect([most, asked('report.preview').length - before, report.preview?.draft.title, report.drawing]).toEqual([1, 2, '3', false]);
  });

  test('follows the zone of the app until it has one of its own', () => {
    const [report, zone] = [useReport(), useZone()];
    zone.choose('Europe/Oslo');
    zone.show(true);
    expect([report.draft?.zone, report.dirty, report.touched]).toEqual(['Europe/Oslo', true, false]);
    report.chooseZone('UTC');
    expect([report.draft?.zone, report.dirty]).toEqual(['UTC', false]);
    report.chooseZone(null);
    expect(report.draft?.zone).toBe('Europe/Oslo');
  });

  test('of another case is forgotten', async () => {
    const report = useReport();
    report.change((now) => ({ ...now, title: 'Mine' }));
    answers['case.summary'] = () => ({ id: 'two', first: null, last: null });
    await useCase().refresh();
    await report.refresh();
    expect([report.draft?.title, report.dirty]).toEqual(['', false]);
  });
});
