import { z } from 'zod';

/**
 * An expected failure: a code, the parameters that its wording needs, and whether trying again can help.
 * The wording is not here: the renderer (vue-i18n) and the CLI word it from the code. A bug is not a fault; it crashes its job.
 */
export const faultCodes = [
  // calls
  'call/unknown', 'call/bad-input', 'call/no-case', 'call/no-analyst', 'call/refused',
  // files and evidence
  'file/not-found', 'file/not-readable', 'file/not-a-file', 'file/link-loop', 'file/changed', 'file/exists', 'file/not-writable', 'file/no-space',
  'evidence/empty', 'evidence/truncated', 'evidence/damaged', 'evidence/bomb', 'evidence/nested-too-deep', 'evidence/too-many-members',
  'evidence/encrypted', 'evidence/unsupported', 'evidence/unpack-first', 'evidence/unrecognised', 'evidence/not-events', 'evidence/trailing-bytes', 'evidence/member-refused',
  // import
  'import/narrower', 'import/bad-option', 'import/mapping-changed', 'import/not-whole',
  // case
  'case/not-a-case', 'case/newer-than-app', 'case/older-major', 'case/locked', 'case/damaged', 'case/not-found', 'case/read-only', 'case/sidecar', 'case/unsafe-database',
  'case/not-enriched', 'case/no-such-user', 'case/no-such-event', 'case/no-such-finding',
  // rules and hunts
  'rule/unreadable', 'rule/invalid', 'rule/not-found', 'rule/bad-parameter', 'rule/bad-filter', 'rule/no-sql', 'hunt/no-rules', 'hunt/failed',
  'mapping/invalid', 'mapping/not-found', 'mapping/nothing-new',
  // geo
  'geo/missing-pack', 'geo/damaged', 'geo/unsupported', 'geo/not-newer',
  // jobs and children
  'job/stopped', 'job/crashed', 'job/not-found', 'child/gone', 'child/timeout',
  // report
  'report/format', 'report/failed',
  // host
  'host/port-in-use', 'host/no-renderer', 'host/upload-too-large', 'settings/damaged',
  // columns
  'columns/not-held', 'columns/too-many-groups', 'columns/damaged',
  // decisions
  'case/reason-needed', 'case/no-such-decision', 'case/nothing-to-undo', 'case/nothing-to-redo', 'case/same-reviewer', 'case/no-such-set', 'case/bad-set-entry', 'case/bad-exception', 'case/bad-period', 'case/same-name', 'case/alias-refused', 'case/alias-joined',
  // export and self-test
  'export/failed', 'selftest/failed',
] as const;
export type FaultCode = (typeof faultCodes)[number];

export const faultShape = z.object({
  code: z.enum(faultCodes),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  retryable: z.boolean(),
});
export type FaultShape = z.infer<typeof faultShape>;
export type FaultParams = FaultShape['params'];

/** Thrown for expected failures; everything else that is thrown is a bug. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly params: FaultParams;
  readonly retryable: boolean;
  constructor(code: FaultCode, params: FaultParams = {}, retryable = false) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
    this.retryable = retryable;
  }
  toShape(): FaultShape {
    return { code: this.code, params: this.params, retryable: this.retryable };
  }
}

/** The fault that another process sent, as an Error again. */
export function faultFromShape(shape: FaultShape): Fault {
  return new Fault(shape.code, shape.params, shape.retryable);
}
