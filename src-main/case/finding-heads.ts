import type { Severity, Variant, Verdict } from '../contract/index.ts';
import { keptByState } from './by-state.ts';
import { decisionsOfFindings, verdictIn } from './decisions.ts';
import { prepared, type ReadCase } from './handle.ts';

/** A finding in short. Times UTC ms. `networks`: organisations among its values. */
export interface FindingHead {
  readonly id: string;
  readonly number: number;
  readonly rule: string;
  readonly variant: Variant;
  readonly title: string;
  readonly severity: Severity;
  readonly actor: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly eventCount: number;
  readonly verdict: Verdict;
  readonly networks: readonly string[];
}

/**
 * The findings that count where findings are summed up, by start: those that hold, of the corrected form of a rule or of its only form, and any other that an analyst judged
 * or made of a row of a hunt table. Kept until the case changes.
 */
export const findingHeads = keptByState(readHeads);

type Cells = Omit<FindingHead, 'id' | 'verdict' | 'networks'> & { readonly identity: Buffer; readonly networks: string | null; readonly counts: 0 | 1 };

function readHeads(file: ReadCase): readonly FindingHead[] {
  const rows = prepared<Cells>(file, `SELECT f.id AS number, f.identity, f.rule, f.variant, v.title, v.severity, v.actor, f.start_ms AS startMs, v.end_ms AS endMs, v.event_count AS eventCount,
    json_extract(v.value_counts, '$."source.as.organization.name"') AS networks,
    f.variant = 'corrected' OR NOT EXISTS (SELECT 1 FROM rule r WHERE r.rule = f.rule AND r.variant = 'corrected')
      OR EXISTS (SELECT 1 FROM decision d WHERE d.target_kind = 'view-row' AND d.target = lower(hex(f.identity)) AND d.kind = 'promotion') AS counts
    FROM finding f JOIN finding_version v ON v.id = f.version WHERE f.state <> 'gone' ORDER BY f.start_ms, f.id`).all();
  const decisions = decisionsOfFindings(file);
  return rows.map(({ identity, networks, counts, ...row }) => ({
    ...row, counts, id: identity.toString('hex'), verdict: verdictIn(decisions(row.number)),
    networks: networks === null ? [] : (JSON.parse(networks) as { value: string }[]).map(({ value }) => value),
  })).filter(({ counts, verdict }) => counts === 1 || verdict !== 'open').map(({ counts: _, ...head }) => head);
}
