import type { Finding, Profile } from '../../contract/index.ts';
import { csvCell } from '../../kit/csv.ts';
import { plain, table } from './terminal.ts';

/** Findings that are listed for a person: those of corrected rules before those of rules as published, the gravest first. */
const LISTED = 60;
/** Findings whose reason is printed below the table. */
const EXPLAINED = 10;

export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings. That is no proof of absence: look at what was imported and which rules could run.\n';
  const shown = [...findings].sort((a, b) => Number(a.variant === 'published') - Number(b.variant === 'published')).slice(0, LISTED);
  const rows = shown.map((f) => [f.severity, f.start, f.actor ?? '–', f.title, `${f.rule}/${f.variant}`, String(f.eventCount), f.verdict]);
  const why = shown.slice(0, EXPLAINED).map((f) => `${f.id.slice(0, 8)}  ${plain(f.explanation.text)}`);
  const unlisted = findings.length > LISTED ? [`… ${(findings.length - LISTED).toLocaleString('en-US')} more findings: --json or --csv has all of them`] : [];
  const more = shown.length > EXPLAINED ? ['… why the others fired: --json, or the report'] : [];
  return [table(['severity', 'start (UTC)', 'user', 'finding', 'rule', 'events', 'verdict'], rows), ...unlisted, '', ...why, ...more, ''].join('\n');
}

export function findingsCsv(findings: readonly Finding[]): string {
  const head = ['id', 'rule', 'variant', 'title', 'severity', 'actor', 'entity', 'start', 'end', 'eventCount', 'verdict', 'explanation'];
  const shown = [...findings].sort((a, b) => Number(a.variant === 'published') - Number(b.variant === 'published')).slice(0, LISTED);
  const rows = shown.map((f) => [f.id, f.rule, f.variant, f.title, f.severity, f.actor, JSON.stringify(f.entity), f.start, f.end, f.eventCount, f.verdict, f.explanation.text]);
  return `${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

export function profileText({ user, profiles }: Profile): string {
  const rows = profiles.map((p) => [
    p.organization ?? '–', p.asn === null ? '–' : `AS${p.asn}`, p.country ?? '–', p.userAgentTemplate ?? '–', String(p.count), `${(p.share * 100).toFixed(2)} %`, p.first, p.last,
  ]);
  return [`Session profiles of ${plain(user)}, rarest first`, '', table(['network', 'ASN', 'country', 'agent template', 'events', 'share', 'first (UTC)', 'last (UTC)'], rows), ''].join('\n');
}
