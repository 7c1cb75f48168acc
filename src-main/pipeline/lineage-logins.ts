import { eachOf, textsOf, type ReadCase } from '../case/index.ts';
import { loginStates, type LoginRecords } from '../lineage/index.ts';

/** Actions of the unified audit log that repeat a sign-in of Entra. */
const repeats = new Set(['UserLoggedIn', 'UserLoginFailed']);

/** Every record of a case that may be one of several of a login: sign-ins of Entra, and those that the unified audit log repeats. */
export function loginRecords(file: ReadCase): LoginRecords {
  const value = textsOf(file, 'value');
  const rows: { readonly [N in keyof LoginRecords]: number[] } = { event: [], timeMs: [], source: [], kind: [], user: [], signIn: [], token: [], request: [], correlation: [], state: [] };
  const add = (row: { readonly [N in keyof LoginRecords]: number | null }): void => {
    for (const [name, list] of Object.entries(rows)) list.push(row[name as keyof LoginRecords] ?? 0);
  };
  eachOf(file, 'entra.signin', ['user.name', 'event.outcome', 'credential.issued_id', 'entra.signin.kind', 'entra.signin.sign_in_id', 'entra.signin.correlation_id', 'entra.signin.original_request_id', 'entra.signin.interrupted'],
    (event, timeMs, [user, outcome, token, kind, signIn, correlation, request, interrupted]) => {
      add({ event, timeMs, source: 0, kind: kind!, user: user!, signIn: signIn!, token: token!, correlation: correlation!, request: request!, state: interrupted === 1 ? loginStates.interim : stateOf(value(outcome!)) });
    });
  eachOf(file, 'm365.audit', ['user.name', 'event.outcome', 'event.action', 'credential.issued_id', 'credential.id', 'm365.audit.request_id'], (event, timeMs, [user, outcome, action, issued, used, signIn]) => {
    if (!repeats.has(value(action!) ?? '')) return;
    add({ event, timeMs, source: 1, kind: 0, user: user!, signIn: signIn!, token: issued ?? used!, correlation: 0, request: 0, state: stateOf(value(outcome!)) });
  });
  return {
    event: Int32Array.from(rows.event), timeMs: Float64Array.from(rows.timeMs), source: Uint8Array.from(rows.source), kind: Int32Array.from(rows.kind), user: Int32Array.from(rows.user),
    signIn: Int32Array.from(rows.signIn), token: Int32Array.from(rows.token), request: Int32Array.from(rows.request), correlation: Int32Array.from(rows.correlation), state: Uint8Array.from(rows.state),
  };
}

/** A missing status is not success: such a record is a step. */
function stateOf(outcome: string | null): number {
  return outcome === 'success' ? loginStates.success : outcome === 'failure' ? loginStates.failure : loginStates.interim;
}
