import type { Finding, Profile } from '../../contract/index.ts';
import { csvCell, plain, table } from './terminal.ts';

/** Findings whose reason is printed below the table; the gravest come first. */
const EXPLAINED = 10;

export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings. That is no proof of absence: look at what was imported and which rules could run.\n';
  const rows = findings.map((f) => [f.severity, f.start, f.actor ?? '–', f.title, `${f.rule}/${f.variant}`, String(f.eventCount), f.verdict]);
  const why = findings.slice(0, EXPLAINED).map((f) => `${f.id.slice(0, 8)}  ${plain(f.explanation.text)}`);
  const more = findings.length > EXPLAINED ? [`… why the other ${findings.length - EXPLAINED} fired: --json, or the report`] : [];
  return [table(['severity', 'start (UTC)', 'user', 'finding', 'rule', 'events', 'verdict'], rows), '', ...why, ...more, ''].join('\n');
}

export function findingsCsv(findings: readonly Finding[]): string {
  const head = ['id', 'rule', 'variant', 'title', 'severity', 'actor', 'entity', 'start', 'end', 'eventCount', 'verdict', 'explanation'];
  const rows = findings.map((f) => [f.id, f.rule, f.variant, f.title, f.severity, f.actor, JSON.stringify(f.entity), f.start, f.end, f.eventCount, f.verdict, f.explanation.text]);
  return `${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

export function profileText({ user, profiles }: Profile): string {
  const rows = profiles.map((p) => [
    p.organization ?? '–', p.asn === null ? '–' : `AS${p.asn}`, p.country ?? '–', p.userAgentTemplate ?? '–', String(p.count), `${(p.share * 100).toFixed(2)} %`, p.first, p.last,
  ]);
  return [`Session profiles of ${plain(user)}, rarest first`, '', table(['network', 'ASN', 'country', 'agent template', 'events', 'share', 'first (UTC)', 'last (UTC)'], rows), ''].join('\n');
}
