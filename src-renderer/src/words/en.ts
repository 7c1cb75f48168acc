import { cases } from './en/cases.ts';
import { common } from './en/common.ts';
import { delta } from './en/delta.ts';
import { digests } from './en/digests.ts';
import { events } from './en/events.ts';
import { evidence } from './en/evidence.ts';
import { exposed } from './en/exposed.ts';
import { expected } from './en/expected.ts';
import { fault } from './en/faults.ts';
import { findings } from './en/findings.ts';
import { frame } from './en/frame.ts';
import { hunts } from './en/hunts.ts';
import { identity } from './en/identity.ts';
import { plan } from './en/import-plan.ts';
import { lineage } from './en/lineage.ts';
import { log, remark } from './en/log.ts';
import { mappings } from './en/mappings.ts';
import { overview } from './en/overview.ts';
import { reference } from './en/reference.ts';
import { report } from './en/report.ts';
import { risk } from './en/risk.ts';
import { settings } from './en/settings.ts';
import { skip } from './en/skips.ts';
import { tuning } from './en/tuning.ts';
import { user } from './en/user.ts';
import { users } from './en/users.ts';

/** Every word on screen. Faults and skip reasons are keyed by their codes. */
export const en = { ...common, frame, cases, delta, digests, events, evidence, exposed, expected, findings, hunts, identity, lineage, mappings, log, remark, overview, plan, reference, report, risk, settings, fault, skip, tuning, user, users };
