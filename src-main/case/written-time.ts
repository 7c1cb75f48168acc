import type { WrittenTime } from '../contract/index.ts';
import { homeFirst } from './compact.ts';
import { prepared, type ReadCase } from './handle.ts';
import { intakeOf, type IntakeCells } from './intake.ts';

const PRECISIONS = ['second', 'millisecond', 'finer', 'finer'] as const;
const ZONE_ASSUMED = 4;
const ZONE_UNSURE = 8;
const CLOCK_OFFSET = 16;

/** When an event was (UTC ms), how its source wrote that, and what was done to it: the zone and the offset are those of the exhibit that it is read from. */
export function writtenTime(file: ReadCase, event: number): WrittenTime & { readonly ms: number } {
  const { ms, flags, dataset } = prepared<{ ms: number; flags: number; dataset: string }>(file, `SELECT e.time_ms AS ms, e.time_flags AS flags, v.text AS dataset
    FROM event e JOIN value v ON v.id = e.event_dataset WHERE e.id = ?`).get(event)!;
  const said = { ms, precision: PRECISIONS[flags & 3]!, zone: null, unsure: (flags & ZONE_UNSURE) !== 0, offsetSeconds: 0 };
  if ((flags & (ZONE_ASSUMED | CLOCK_OFFSET)) === 0) return said;
  const home = prepared<IntakeCells>(file, `SELECT x.scope, x.zone, x.mapped_as, x.offsets, x.mapped_by FROM place p JOIN path t ON t.id = p.path JOIN member m ON m.id = p.member JOIN evidence x ON x.id = m.evidence
    WHERE p.event = ? ORDER BY ${homeFirst} LIMIT 1`).get(event);
  const { zone, offsets } = intakeOf(home ?? { scope: null, zone: null, mapped_as: null, offsets: '[]', mapped_by: null });
  return {
    ...said, zone: (flags & ZONE_ASSUMED) === 0 ? null : zone ?? 'UTC',
    offsetSeconds: (flags & CLOCK_OFFSET) === 0 ? 0 : offsets.find((one) => one.dataset === dataset)?.seconds ?? 0,
  };
}
