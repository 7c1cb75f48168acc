import type { ClockOffset, Dataset, ImportScope, Intake } from '../contract/index.ts';
import { raiseEvidenceVersion } from './evidence-version.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';

/** Everything is taken in as it lies. */
export const plainIntake: Intake = { scope: null, zone: null, dataset: null, offsets: [] };

/** Columns of `evidence` that say how it was taken in. */
export interface IntakeCells {
  readonly scope: string | null;
  readonly zone: string | null;
  readonly mapped_as: string | null;
  readonly offsets: string;
  /** Id of the analyst's own mapping. */
  readonly mapped_by: string | null;
  /** JSON: rows of `mapping` that were asked; left out where it does not matter. */
  readonly own?: string;
}

export function intakeOf(row: IntakeCells): Intake {
  if (row.scope === null && row.zone === null && row.mapped_as === null && row.offsets === '[]' && row.mapped_by === null && (row.own ?? '[]') === '[]') return plainIntake;
  return {
    scope: row.scope === null ? null : (JSON.parse(row.scope) as ImportScope), zone: row.zone, dataset: row.mapped_as as Dataset | null,
    offsets: JSON.parse(row.offsets) as readonly ClockOffset[] as ClockOffset[],
    ...(row.mapped_by === null ? {} : { mapping: row.mapped_by }), ...((row.own ?? '[]') === '[]' ? {} : { own: JSON.parse(row.own!) as number[] }),
  };
}

/** Notes how a file is taken in. Belongs into the transaction that begins it. */
export function writeIntake(file: WriteCase, evidence: number, { scope, zone, dataset, offsets, mapping, own }: Intake): void {
  prepared(file, 'UPDATE evidence SET scope = ?, zone = ?, mapped_as = ?, offsets = ?, mapped_by = ?, own = ? WHERE id = ?')
    .run(scopeText(scope), zone, dataset, JSON.stringify(offsets), mapping ?? null, JSON.stringify(own ?? []), evidence);
  raiseEvidenceVersion(file);
}

export const scopeText = (scope: ImportScope | null): string | null => (scope === null ? null : JSON.stringify(scope));

/** How an exhibit was taken in. */
export function evidenceIntake(file: ReadCase, evidence: number): Intake {
  return intakeOf(prepared<IntakeCells>(file, 'SELECT scope, zone, mapped_as, offsets, mapped_by, own FROM evidence WHERE id = ?').get(evidence)!);
}

/** Exhibits of which something may lie outside the scope. */
export function scopedEvidence(file: ReadCase): readonly number[] {
  return prepared<{ id: number }>(file, 'SELECT id FROM evidence WHERE scope IS NOT NULL ORDER BY id').all().map(({ id }) => id);
}

/** Exhibits that were taken in alike, with what that came to. */
export interface IntakeGroup {
  readonly intake: Intake;
  readonly exhibits: number;
  /** Numbers of the first of them. */
  readonly first: readonly string[];
  readonly outOfScope: number;
  readonly zoneAssumed: number;
  readonly zoneUnsure: number;
}

const NAMED = 12;

/** How exhibits were taken in, where that was not as they lie or times name no zone; in the order in which they came. */
export function intakeGroups(file: ReadCase): readonly IntakeGroup[] {
  const rows = prepared<IntakeCells & Omit<IntakeGroup, 'intake' | 'first'>>(file, `SELECT e.scope, e.zone, e.mapped_as, e.offsets, e.mapped_by, count(DISTINCT e.id) AS exhibits,
    coalesce(sum(m.out_of_scope), 0) AS outOfScope, coalesce(sum(m.zone_assumed), 0) AS zoneAssumed, coalesce(sum(m.zone_unsure), 0) AS zoneUnsure
    FROM evidence e LEFT JOIN member m ON m.evidence = e.id GROUP BY e.scope, e.zone, e.mapped_as, e.offsets, e.mapped_by ORDER BY min(e.id)`).all();
  const first = prepared<{ exhibit: string }>(file, `SELECT exhibit FROM evidence WHERE scope IS ? AND zone IS ? AND mapped_as IS ? AND offsets = ? AND mapped_by IS ? ORDER BY id LIMIT ${NAMED}`);
  return rows.map(({ scope, zone, mapped_as, offsets, mapped_by, ...sums }) => ({
    ...sums, intake: intakeOf({ scope, zone, mapped_as, offsets, mapped_by }), first: first.all(scope, zone, mapped_as, offsets, mapped_by).map(({ exhibit }) => exhibit),
  })).filter(({ intake, zoneAssumed }) => intake !== plainIntake || zoneAssumed > 0);
}
