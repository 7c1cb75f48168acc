import type { FindingRow, Severity, Variant, Verdict } from '@contract';

export const severityOrder = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];
export const variantOrder = ['corrected', 'published'] as const satisfies readonly Variant[];
/** As in the picker; the first four have the keys 1 to 4. */
export const verdictOrder = ['open', 'suspicious', 'confirmed', 'benign', 'inconclusive', 'authorised-test', 'rule-wrong'] as const satisfies readonly Verdict[];

/** Verdicts that end the work on a finding; the case takes them only with a reason. */
export const needsReason = (verdict: Verdict): boolean => verdict === 'confirmed' || verdict === 'benign' || verdict === 'authorised-test' || verdict === 'rule-wrong';

export interface FindingFilter {
  readonly severities: ReadonlySet<Severity>;
  readonly verdicts: ReadonlySet<Verdict>;
  readonly variants: ReadonlySet<Variant>;
  /** Looked for in title, rule, user and entity values, whatever the case. */
  readonly text: string;
}
export interface FindingGroup {
  readonly actor: string | null;
  readonly rows: readonly FindingRow[];
  readonly first: string;
  readonly last: string;
  /** Networks among its findings, most events first. */
  readonly networks: readonly string[];
}
export type Line = { readonly kind: 'group'; readonly key: string; readonly group: FindingGroup; readonly folded: boolean } | { readonly kind: 'finding'; readonly key: string; readonly row: FindingRow };

const rank = (severity: Severity) => severityOrder.indexOf(severity);
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function passes(row: FindingRow, filter: FindingFilter): boolean {
  if (filter.severities.size > 0 && !filter.severities.has(row.severity)) return false;
  if (filter.verdicts.size > 0 && !filter.verdicts.has(row.verdict)) return false;
  if (filter.variants.size > 0 && !filter.variants.has(row.variant)) return false;
  const wanted = filter.text.trim().toLowerCase();
  if (wanted === '') return true;
  return [row.title, row.ruleTitle, row.rule, row.actor ?? '', ...Object.values(row.entity), ...row.networks.map((n) => n.label)].some((text) => text.toLowerCase().includes(wanted));
}

/** Findings by user: the user with the gravest and most findings first; in a group the gravest first, then by time and number. */
export function groupFindings(rows: readonly FindingRow[]): readonly FindingGroup[] {
  const byActor = new Map<string | null, FindingRow[]>();
  for (const row of rows) {
    const group = byActor.get(row.actor);
    if (group === undefined) byActor.set(row.actor, [row]);
    else group.push(row);
  }
  const groups = [...byActor].map(([actor, members]) => groupOf(actor, members));
  return groups.sort((a, b) => compareWeight(a.rows, b.rows) || byText(a.actor ?? '\uffff', b.actor ?? '\uffff'));
}

function groupOf(actor: string | null, members: FindingRow[]): FindingGroup {
  const rows = members.sort((a, b) => rank(a.severity) - rank(b.severity) || byText(a.start, b.start) || a.number - b.number);
  const networks = new Map<string, number>();
  for (const row of rows) for (const n of row.networks) networks.set(n.label, (networks.get(n.label) ?? 0) + n.count);
  return {
    actor, rows,
    first: rows.reduce((first, row) => (row.start < first ? row.start : first), rows[0]!.start),
    last: rows.reduce((last, row) => (row.end > last ? row.end : last), rows[0]!.end),
    networks: [...networks].sort((a, b) => b[1] - a[1] || byText(a[0], b[0])).map(([label]) => label),
  };
}

/** Compares how many findings of each severity there are, gravest first. */
function compareWeight(a: readonly FindingRow[], b: readonly FindingRow[]): number {
  for (const severity of severityOrder) {
    const of = (rows: readonly FindingRow[]) => rows.filter((row) => row.severity === severity).length;
    const difference = of(b) - of(a);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The groups as lines of one list; a folded group keeps its head. */
export function linesOf(groups: readonly FindingGroup[], folded: ReadonlySet<string>): readonly Line[] {
  return groups.flatMap((group): Line[] => {
    const key = `user:${group.actor ?? ''}`;
    const closed = folded.has(key);
    return [{ kind: 'group', key, group, folded: closed }, ...(closed ? [] : group.rows.map((row): Line => ({ kind: 'finding', key: row.id, row })))];
  });
}

export interface Mark { readonly left: number; readonly width: number; readonly severity: Severity }

/** Where the findings of a group lie between two times: shares of 0 to 1, gravest last so that they are drawn on top. */
export function marksOf(rows: readonly FindingRow[], fromMs: number, toMs: number): readonly Mark[] {
  const whole = Math.max(1, toMs - fromMs);
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / whole));
  return [...rows].reverse().map((row) => {
    const left = share(Date.parse(row.start));
    return { left, width: Math.max(0, share(Date.parse(row.end)) - left), severity: row.severity };
  });
}
