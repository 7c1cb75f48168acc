import { isoOf, type BadSince, type HuntContext } from '../contract/index.ts';
import { keptByState } from './by-state.ts';
import { findingFacts, findingSaid } from './finding-facts.ts';
import { frozenRows } from './frozen.ts';
import { prepared, type ReadCase } from './handle.ts';

interface Cells { readonly time_ms: number; readonly credential_id: number | null; readonly session_id: number | null }

/**
 * Of findings whose holding verdict is that they are confirmed, the credentials and sessions of their frozen events, each from its first event in one of them. A finding that later hunts
 * did not find again counts too: what analysts confirmed does not become usual by a change of a rule. Kept until the case changes.
 */
export const confirmedIn = keptByState((file: ReadCase): HuntContext['confirmed'] => {
  const said = findingSaid(file);
  const confirmed = findingFacts(file).filter((fact) => said(fact).verdict === 'confirmed');
  const frozen = prepared<{ event_rows: Buffer }>(file, 'SELECT event_rows FROM finding_version WHERE id = ?');
  const event = prepared<Cells>(file, 'SELECT time_ms, credential_id, session_id FROM event WHERE id = ?');
  const credentials = new Map<number, number>();
  const sessions = new Map<number, number>();
  const note = (since: Map<number, number>, id: number | null, at: number): void => void (id === null || (since.get(id) ?? Infinity) <= at || since.set(id, at));
  for (const { version } of confirmed) {
    for (const id of frozenRows(frozen.get(version)!.event_rows)) {
      const row = event.get(id);
      if (row === undefined) continue;
      note(credentials, row.credential_id, row.time_ms);
      note(sessions, row.session_id, row.time_ms);
    }
  }
  return { findings: confirmed.length, credentials: named(file, credentials), sessions: named(file, sessions) };
});

function named(file: ReadCase, since: ReadonlyMap<number, number>): readonly BadSince[] {
  const text = prepared<{ text: string }>(file, 'SELECT text FROM identifier WHERE id = ?');
  return [...since].map(([id, at]): BadSince => ({ id: text.get(id)!.text, from: isoOf(at) })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
