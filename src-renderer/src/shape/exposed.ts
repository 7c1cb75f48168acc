import type { ExposedList, FindingDetail } from '@contract';
import { eventsUrl } from './event-url.ts';

/** So long before and after what was read, programs of the host are shown. */
const AROUND_MS = 30 * 60_000;

type Seen = Pick<FindingDetail, 'values' | 'entity'>;
/** Values of a field in the finding, and what its group says of it. */
const textsOf = ({ values, entity }: Seen, field: string): readonly string[] => [...new Set([...(values[field] ?? []).map(({ value }) => value), entity[field] ?? ''])].filter((value) => value !== '');

/** Whether the finding rests on programs of a host: then keys that it cannot show may have been read. */
export const readsOnHost = (finding: Seen): boolean => textsOf(finding, 'process.command_line').length > 0 && textsOf(finding, 'host.name').length > 0;

/** The events of a key, as a place of the Events screen. */
export const eventsOfKey = ({ field, id }: Pick<ExposedList['keys'][number], 'field' | 'id'>): string => eventsUrl({ chips: [{ field, operator: 'is', values: [id], ignoreCase: false }] });

/** What was started on the hosts of the finding in the half hour before and after what it saw there, as a place of the Events screen. */
export function chainOnHost(finding: Seen): string {
  const seen = (finding.values['process.command_line'] ?? []).filter(({ value }) => value !== '');
  return eventsUrl({
    from: Math.min(...seen.map(({ first }) => Date.parse(first))) - AROUND_MS, to: Math.max(...seen.map(({ last }) => Date.parse(last))) + AROUND_MS + 1,
    chips: [{ field: 'host.name', operator: 'is', values: [...textsOf(finding, 'host.name')], ignoreCase: false }],
  });
}
