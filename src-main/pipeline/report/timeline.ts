import type { ReportFinding, ReportUser, TimelineRow } from '../../report/index.ts';
import { verdictWords } from '../../report/index.ts';
import type { Citations } from './cited.ts';

/** Of one user, at most. */
const FIRST_SEEN = 40;
const CREDENTIALS = 40;

/** The moments that decide: where findings start, values first seen, credentials issued, and verdicts given; by time. Events among them are cited. */
export function timelineOf(findings: readonly ReportFinding[], users: readonly ReportUser[], firstEventOf: (finding: ReportFinding) => number | null, cited: Citations): readonly TimelineRow[] {
  const rows = [...findings.flatMap((finding) => ofFinding(finding, firstEventOf(finding))), ...users.flatMap((user) => ofUser(user, cited))];
  // Equal moments stay in the order in which they were gathered.
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function ofFinding({ row, decisions }: ReportFinding, record: number | null): readonly TimelineRow[] {
  const shared = { user: row.actor, findings: [row.number] };
  const verdict = decisions.findLast((one) => one.kind === 'verdict' && !one.undone);
  return [
    { at: row.start, kind: 'finding', text: row.title, record, ...shared },
    ...(verdict === undefined ? [] : [{ at: verdict.at, kind: 'verdict' as const, text: `${verdictWords[row.verdict]} by ${verdict.analyst}: ${row.title}`, record: null, ...shared }]),
  ];
}

function ofUser({ detail }: ReportUser, cited: Citations): readonly TimelineRow[] {
  const { user } = detail;
  return [
    ...detail.firstSeen.slice(0, FIRST_SEEN).map(({ at, kind, value, event }): TimelineRow => ({ at, kind: 'first-seen', user, text: `${kind} ${value}`, findings: [], record: cited.cite(event, null) })),
    ...detail.credentials.slice(0, CREDENTIALS).flatMap(({ id, issued }): readonly TimelineRow[] => {
      if (issued === null) return [];
      const by = [issued.by ?? '', issued.ip ?? ''].filter((part) => part !== '').join(' from ');
      return [{ at: issued.at, kind: 'credential', user, text: `${id}${by === '' ? '' : ` by ${by}`}`, findings: [], record: cited.cite(issued.event, null) }];
    }),
  ];
}
