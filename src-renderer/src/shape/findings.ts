import type { FindingRow, Severity, Variant, Verdict } from '@contract';

export const severityOrder = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];
export const variantOrder = ['corrected', 'published'] as const satisfies readonly Variant[];
/** As in the picker; the first four have the keys 1 to 4. */
export const verdictOrder = ['open', 'suspicious', 'confirmed', 'benign', 'inconclusive', 'authorised-test', 'rule-wrong'] as const satisfies readonly Verdict[];

/** Verdicts that end the work on a finding; the case takes them only with a reason. */
export const needsReason = (verdict: Verdict): boolean => verdict === 'confirmed' || verdict === 'benign' || verdict === 'authorised-test' || verdict === 'rule-wrong';

export const groupings = ['user', 'rule', 'none'] as const;
export type Grouping = (typeof groupings)[number];
/** A network with its colour slot. */
export type Network = FindingRow['networks'][number];
export interface FindingGroup {
  readonly key: string;
  readonly by: Grouping;
  /** The user, null for no single one; of a group by rule the id of the rule. */
  readonly name: string | null;
  readonly rows: readonly FindingRow[];
  readonly first: string;
  readonly last: string;
  /** Networks among its findings, most events first; one per label. */
  readonly networks: readonly Network[];
}
export type Line = { readonly kind: 'group'; readonly key: string; readonly group: FindingGroup; readonly folded: boolean } | { readonly kind: 'finding'; readonly key: string; readonly row: FindingRow };

const rank: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: FindingRow, b: FindingRow) => Number(a.state === 'gone') - Number(b.state === 'gone') || rank[a.severity] - rank[b.severity] || byText(a.start, b.start) || a.number - b.number;

/** Findings by user or rule: the one with the gravest and most findings first; in a group the gravest first, then by time and number. */
export function groupFindings(rows: readonly FindingRow[], by: Grouping = 'user'): readonly FindingGroup[] {
  const byName = new Map<string | null, FindingRow[]>();
  for (const row of rows) {
    const name = by === 'user' ? row.actor : by === 'rule' ? row.rule : null;
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [row]);
    else group.push(row);
  }
  const groups = [...byName].map(([name, members]) => ({ group: groupOf(by, name, members), weight: severityOrder.map((severity) => members.filter((row) => row.severity === severity).length) }));
  return groups.sort((a, b) => compareWeight(a.weight, b.weight) || byText(a.group.name ?? '\uffff', b.group.name ?? '\uffff')).map(({ group }) => group);
}

function groupOf(by: Grouping, name: string | null, members: FindingRow[]): FindingGroup {
  const rows = members.sort(inOrder);
  const networks = new Map<string, Network>();
  for (const row of rows) for (const one of row.networks) networks.set(one.label, { ...one, count: (networks.get(one.label)?.count ?? 0) + one.count });
  return {
    key: `${by}:${name ?? ''}`, by, name, rows,
    first: rows.reduce((first, row) => (row.start < first ? row.start : first), rows[0]!.start),
    last: rows.reduce((last, row) => (row.end > last ? row.end : last), rows[0]!.end),
    networks: [...networks.values()].sort((a, b) => b.count - a.count || byText(a.label, b.label)),
  };
}

/** Compares how many findings of each severity there are, gravest first. */
function compareWeight(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : b[at]! - a[at]!;
}

/** The groups as lines of one list; a folded group keeps its head, and findings that are not grouped have none. */
export function linesOf(groups: readonly FindingGroup[], folded: ReadonlySet<string>): readonly Line[] {
  return groups.flatMap((group): Line[] => {
    const closed = folded.has(group.key);
    const rows = closed ? [] : group.rows.map((row): Line => ({ kind: 'finding', key: row.id, row }));
    return group.by === 'none' ? rows : [{ kind: 'group', key: group.key, group, folded: closed }, ...rows];
  });
}

/** Beyond this many findings nobody reads one after the other: they are grouped, and the gravest groups are shown. */
export const MANY = 5000;
export const MOST_GROUPS = 200;
export interface TooMany { readonly groups: number; readonly left: number; readonly rule: string; readonly ruleCount: number }

/** What is shown of many findings: at most `MOST_GROUPS` groups, and which rule gave most of them; null where nothing had to be left out. */
export function cutGroups(groups: readonly FindingGroup[], shown: readonly FindingRow[]): { readonly groups: readonly FindingGroup[]; readonly tooMany: TooMany | null } {
  if (shown.length <= MANY) return { groups, tooMany: null };
  const kept = groups.slice(0, MOST_GROUPS);
  const counts = new Map<string, number>();
  for (const row of shown) counts.set(row.rule, (counts.get(row.rule) ?? 0) + 1);
  const [rule, ruleCount] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number]);
  return { groups: kept, tooMany: { groups: kept.length, left: groups.length - kept.length, rule, ruleCount } };
}

const DAY = 86_400_000;
/** The day (of the clock that is `offset` ahead of UTC) of the gravest finding of a group, UTC ms: what its small time line shows. */
export function dayOf(group: FindingGroup, offset: (ms: number) => number): { readonly fromMs: number; readonly toMs: number } {
  const at = Date.parse(group.rows[0]!.start);
  const ahead = offset(at);
  const fromMs = Math.floor((at + ahead) / DAY) * DAY - ahead;
  return { fromMs, toMs: fromMs + DAY };
}
