import type { DeltaFinding, HuntDelta } from '../../contract/index.ts';
import { plain, table } from './terminal.ts';

/** Findings that are listed; `--json` has more. */
const LISTED = 40;

/** What the last hunt changed, for a person. */
export function deltaText(delta: HuntDelta | null): string {
  if (delta === null) return 'No hunt has run yet: bilocate hunt --case CASE.\n';
  const { counts, findings, more, before, run, at, ran } = delta;
  const head = `Hunt ${run} of ${at}${ran === null ? '' : `, of ${ran.length === 1 ? '1 rule' : `${ran.length} rules`}`}${before === null ? ', the first of its rules' : `, against hunt ${before.run} of ${before.at}`}`;
  const rows = findings.slice(0, LISTED).map((one) => [one.state, one.severity, one.start, one.actor ?? '–', one.title, `${one.rule}/${one.variant}`, changesText(one)]);
  const rest = findings.length - rows.length + more;
  return [
    head, `${counts.new} new, ${counts.changed} changed, ${counts.gone} gone, ${counts.unchanged} unchanged`, '', ...whyLines(delta),
    ...(rows.length === 0 ? [] : [table(['', 'severity', 'start (UTC)', 'user', 'finding', 'rule', 'what changed'], rows)]), ...(rest > 0 ? [`… ${rest} more`] : []), '',
  ].join('\n');
}

const figure = (value: string | number | null): string => (value === null ? 'none' : String(value));
const changesText = ({ changes }: DeltaFinding): string => changes.map(({ what, before, after }) => (before === null && after === null ? what : `${what} ${figure(before)} → ${figure(after)}`)).join(', ');

const decisionWords = { allow: 'exceptions', filter: 'filters', period: 'periods', verdict: 'verdicts', alias: 'names of persons', trait: 'who stands behind users' } as const;
const changeWords = { added: 'ran for the first time', changed: 'is another version or text', 'not-run': 'could not run to its end' } as const;

function whyLines({ before, why }: HuntDelta): readonly string[] {
  if (before === null) return [];
  const lines = [
    ...(why.events > 0 ? [`${why.events} events came in${why.evidence.length === 0 ? '' : `: ${why.evidence.map(({ exhibit, name }) => `${exhibit} ${name}`).join(', ')}${why.moreEvidence > 0 ? ` and ${why.moreEvidence} more` : ''}`}.`] : []),
    ...why.rules.map(({ rule, variant, change, before: was, after }) => `Rule ${rule}/${variant} ${changeWords[change]}${change === 'changed' && was !== after ? ` (${figure(was)} → ${figure(after)})` : ''}.`),
    ...why.parameters.map(({ rule, variant, name, before: was, after }) => `Parameter ${name} of ${rule}/${variant}: ${figure(was)} → ${figure(after)}.`),
    ...why.decisions.map(({ kind, count }) => `Decisions about ${decisionWords[kind]}: ${count}.`),
    ...(why.sets.length > 0 ? [`Named sets saved: ${why.sets.join(', ')}.`] : []), ...(why.enrichment ? ['Networks and places come from other tables.'] : []),
  ];
  return ['Between the two:', ...(lines.length === 0 ? ['  nothing that rules look at'] : lines.map((line) => `  ${plain(line)}`)), ''];
}
