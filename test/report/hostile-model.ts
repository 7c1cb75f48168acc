import type { ReportModel } from '../../src-main/report/index.ts';
import { decision, evidenceOf, exhibit, finding, record, sampleModel, user } from './sample-model.ts';

/** What an attacker may write into a log, and what a page, a spreadsheet or a terminal could make of it. */
export const attacks = [
  '<script>window.pwned=1</script>', '<img src=https://evil.example/x onerror="window.pwned=1">', '"><svg onload=window.pwned=1>', '</style><style>@import url(https://evil.example/x)</style>',
  '</title></textarea></pre><iframe src="https://evil.example/">', '<a href="javascript:window.pwned=1">press</a>', "' onmouseover='window.pwned=1", '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '=HYPERLINK("https://evil.example/","press")', '@SUM(1+1)*cmd|calc', '\t=1+1', '\u202Egnp.exe\u202C', '\u001b]0;title\u0007\u001b[2J', ']]></text><script>window.pwned=1</script>', '{{constructor.constructor("window.pwned=1")()}}',
] as const;
const all = attacks.join(' ');

/** A case in which every text that comes from outside is an attack. */
export function hostileModel(over: Partial<ReportModel> = {}): ReportModel {
  const base = sampleModel();
  const one = finding(1, 'critical', {
    title: all, actor: attacks[0], entity: { 'user.name': all }, tags: [attacks[0]], falsePositives: [all], nextSteps: [all],
    values: Object.fromEntries(attacks.map((value, i) => [`field.${i}`, [{ value, count: 1, first: '2026-05-19T14:50:00Z', last: '2026-05-19T14:50:00Z' }]])),
    decisions: [decision({ kind: 'verdict', value: 'confirmed', analyst: attacks[1], reason: all }), decision({ value: all })],
  });
  const { detail, lanes, lineage } = user({ user: all, ids: [...attacks], accounts: [attacks[2]] });
  const told = one.tell();
  const lane = { network: all, country: attacks[0], asn: 1, detail: all, slot: 2, ticksMs: [Date.parse('2026-05-19T14:50:00Z')] };
  return {
    ...base, title: all, tlp: attacks[1], case: { ...base.case, title: all, number: attacks[0], file: `${attacks[1]}.bilocate` }, analyst: { id: 'a', name: all, organisation: attacks[0], role: attacks[1] },
    text: { mandate: all, summary: `# ${all}\n\n[press](javascript:window.pwned=1) ![x](https://evil.example/x)\n\n<b onclick="window.pwned=1">bold</b>`, conclusion: `\`\`\`\n${all}\n\`\`\``, limits: `> ${all}` },
    evidence: evidenceOf([exhibit(1, all, { path: all, importedBy: all })]), skips: [{ exhibit: 'E1', reason: all, count: 1 }],
    findings: [{ ...one, remark: all, tell: () => ({ detail: { ...told.detail, chart: { ...told.detail.chart, lanes: [lane] } }, events: told.events.map((event) => ({ ...event, row: { ...event.row, user: attacks[8], agent: all, action: all, network: all, ip: all, error: attacks[9] } })) }) }],
    users: [{ detail: { ...detail, profiles: detail.profiles.map((profile) => ({ ...profile, network: all, template: all, key: attacks[0] })) }, lanes: { ...lanes, lanes: lanes.lanes.map((one_) => ({ ...one_, label: all, rows: one_.rows.map((row) => ({ ...row, label: all })) })) }, lineage: { ...lineage, user: all, nodes: lineage.nodes.map((node) => ({ ...node, id: all, users: [all] })), edges: lineage.edges.map((edge) => ({ ...edge, action: all, changes: { network: { from: [all], to: [attacks[0]] }, ip: null, agent: null }, why: edge.why === null ? null : { ...edge.why, user: all, application: all } })) } }],
    twoPlaces: [{ user: all, overlapMs: 1, longest: { startMs: 0, endMs: 1, networks: [all] } }],
    timeline: [{ at: '2026-05-19T14:50:00Z', kind: 'first-seen', user: all, text: all, findings: [1], record: 1 }],
    records: [record(1, { raw: all, length: Buffer.byteLength(all), file: all, member: attacks[1], path: all }), record(2, { raw: `=${'A'.repeat(1_000_000)}`, length: 1_000_001 })], recordCount: 2,
    audit: { ...base.audit, rows: [{ seq: 1, at: '2026-05-20T11:41:58Z', analyst: all, action: 'verify', object: all, payload: '{}', hash: 'ab' }] }, limitations: [all],
    parameterChanges: [{ at: '2026-05-20T08:10:00Z', analyst: all, rule: all, name: all, before: attacks[8], after: attacks[9], reason: all }], ...over,
  };
}
