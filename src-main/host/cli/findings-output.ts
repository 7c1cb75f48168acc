import { severities, type CitedFinding, type ProfileTold, type Severity, type UserRisk } from '../../contract/index.ts';
import { csvLine } from '../../kit/csv.ts';
import { plain, table } from './terminal.ts';

/** Findings that are listed for a person: those of corrected rules before those of rules as published, the gravest first. */
const LISTED = 60;
/** Findings whose reason is printed below the table. */
const EXPLAINED = 10;

/** How findings are written as they come: what stands before the first, each one, and what stands behind the last. Whole, they may be more than a text can hold. */
interface Writing {
  readonly head: string;
  one(finding: CitedFinding): string;
  end(): string;
}

/** An array, in the same bytes as `jsonText` of all at once. */
function jsonWriting(): Writing {
  let any = false;
  return {
    head: '[',
    one(finding) {
      const before = any ? ',' : '';
      any = true;
      return `${before}\n  ${JSON.stringify(finding, null, 2).replaceAll('\n', '\n  ')}`;
    },
    end: () => (any ? '\n]\n' : ']\n'),
  };
}

function csvWriting(): Writing {
  return {
    head: csvLine(['id', 'rule', 'variant', 'title', 'severity', 'actor', 'entity', 'start', 'end', 'eventCount', 'verdict', 'explanation', 'filteredBy']),
    one: (f) => csvLine([f.id, f.rule, f.variant, f.title, f.severity, f.actor, JSON.stringify(f.entity), f.start, f.end, f.eventCount, f.verdict, f.explanation.text, f.filteredBy === null ? null : `${f.filteredBy.reason} (${f.filteredBy.analyst})`]),
    end: () => '',
  };
}

/** A table of the first ones for a person, of those that are expected or of all others: nothing is known before the last has come. */
function textWriting(expectedOnes: boolean): Writing {
  const [corrected, published]: [CitedFinding[], CitedFinding[]] = [[], []];
  let [total, others] = [0, 0];
  return {
    head: '',
    one(finding) {
      if ((finding.filteredBy !== null) !== expectedOnes) {
        others += 1;
        return '';
      }
      total += 1;
      const list = finding.variant === 'published' ? published : corrected;
      if (list.length < LISTED) list.push({ ...finding, values: {}, events: [] });
      return '';
    },
    end: () => (expectedOnes ? expectedText([...corrected, ...published].slice(0, LISTED), total) : `${findingsText([...corrected, ...published].slice(0, LISTED), total)}${others === 0 ? '' : `${others.toLocaleString('en-US')} expected, see --expected\n`}`),
  };
}
/**
 * Writes findings as they come: as JSON and CSV all of them, as text those that are no alarm because they are expected, or all others.
 * @returns the gravest severity met among those that are not expected; null where there was none
 */
export async function writeFindings(findings: AsyncIterable<CitedFinding>, form: 'json' | 'csv' | 'text' | 'expected', out: (text: string) => Promise<unknown> | undefined): Promise<Severity | null> {
  const writing = form === 'json' ? jsonWriting() : form === 'csv' ? csvWriting() : textWriting(form === 'expected');
  let gravest = -1;
  await out(writing.head);
  for await (const finding of findings) {
    if (finding.filteredBy === null) gravest = Math.max(gravest, severities.indexOf(finding.severity));
    await out(writing.one(finding));
  }
  await out(writing.end());
  return severities[gravest] ?? null;
}

function findingsText(shown: readonly CitedFinding[], total: number): string {
  if (total === 0) return 'No findings. That is no proof of absence: look at what was imported and which rules could run.\n';
  const rows = shown.map((f) => [f.severity, f.start, f.actor ?? '–', f.title, `${f.rule}/${f.variant}`, String(f.eventCount), f.verdict]);
  const why = shown.slice(0, EXPLAINED).map((f) => `${f.id.slice(0, 8)}  ${plain(f.explanation.text)}`);
  const unlisted = total > shown.length ? [`… ${(total - shown.length).toLocaleString('en-US')} more findings: --json or --csv has all of them`] : [];
  const more = shown.length > EXPLAINED ? ['… why the others fired: --json, or the report'] : [];
  return [table(['severity', 'start (UTC)', 'user', 'finding', 'rule', 'events', 'verdict'], rows), ...unlisted, '', ...why, ...more, ''].join('\n');
}

function expectedText(shown: readonly CitedFinding[], total: number): string {
  if (total === 0) return 'No finding is expected.\n';
  const rows = shown.map((f) => [f.severity, f.start, f.actor ?? '–', f.title, `${f.rule}/${f.variant}`, f.filteredBy?.reason ?? '', f.filteredBy?.analyst ?? '']);
  const unlisted = total > shown.length ? [`… ${(total - shown.length).toLocaleString('en-US')} more are expected: --json or --csv has all of them`] : [];
  return [table(['severity', 'start (UTC)', 'user', 'finding', 'rule', 'expected because', 'by'], rows), ...unlisted, ''].join('\n');
}

/** Parts of a risk that are listed; `--json` has more. */
const PARTS = 12;

/** The risk of a user and what it is made of. */
function riskText({ risk, parts, more, left }: UserRisk): readonly string[] {
  const rows = parts.slice(0, PARTS).map((p) => [String(p.points), p.severity, `${p.score} × ${p.weight} %${p.verdict === 'confirmed' ? ' × 2' : ''}`, p.as === 'strongest' ? '' : p.as === 'repeat' ? 'again: a tenth' : 'again: nothing more', p.rule, p.start, p.title]);
  const rest = parts.slice(PARTS).reduce((sum, { points }) => sum + points, more.points);
  const unlisted = parts.length - rows.length + more.findings;
  const none = [...(left.published > 0 ? [`${left.published} of published rules`] : []), ...(left.cleared > 0 ? [`${left.cleared} cleared`] : [])];
  return [
    `Risk ${risk}`, ...(rows.length === 0 ? [] : ['', table(['points', 'severity', 'score', '', 'rule', 'start (UTC)', 'finding'], rows)]),
    ...(unlisted === 0 ? [] : [`… ${unlisted} more give ${rest}`]), ...(none.length === 0 ? [] : [`Findings that give nothing: ${none.join(', ')}.`]), '',
  ];
}

export function profileText({ user, profiles, risk }: ProfileTold): string {
  const rows = profiles.map((p) => [
    p.organization ?? '–', p.asn === null ? '–' : `AS${p.asn}`, p.country ?? '–', p.userAgentTemplate ?? '–', String(p.count), `${(p.share * 100).toFixed(2)} %`, p.first, p.last,
  ]);
  return [...riskText(risk), `Session profiles of ${plain(user)}, rarest first`, '', table(['network', 'ASN', 'country', 'agent template', 'events', 'share', 'first (UTC)', 'last (UTC)'], rows), ''].join('\n');
}
