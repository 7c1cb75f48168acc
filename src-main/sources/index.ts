import type { Dataset, UnknownRecord } from '../contract/index.ts';
import { awsCloudtrail } from './aws-cloudtrail.ts';
import { azureActivity } from './azure-activity.ts';
import { entraAudit } from './entra-audit.ts';
import { entraRisk } from './entra-risk.ts';
import { entraSignin } from './entra-signin.ts';
import { unwrap } from './envelopes.ts';
import { graphActivity } from './graph-activity.ts';
import { k8sAudit } from './k8s-audit.ts';
import { lookAlikeOf } from './look-alikes.ts';
import { linuxProcess } from './linux-process.ts';
import { m365Audit } from './m365-audit.ts';
import { macosProcess } from './macos-process.ts';
import { oktaSystem } from './okta-system.ts';
import { providers } from './providers/index.ts';
import type { Source, SourceRecognition, SourceRecord } from './source.ts';
import { windowsProcess } from './windows-process.ts';

export { unwrap } from './envelopes.ts';
export { declaredSource, type DeclaredSource } from './declared/index.ts';
export { Gathered, isRefusal, mappingTable, type MappingRow, type PartOf, type Source, type SourceRecord } from './source.ts';
export { awsCloudtrail } from './aws-cloudtrail.ts';
export { azureActivity } from './azure-activity.ts';
export { graphActivity } from './graph-activity.ts';
export { m365Audit } from './m365-audit.ts';
export { oktaSystem } from './okta-system.ts';
export { entraAudit } from './entra-audit.ts';
export { entraRisk } from './entra-risk.ts';
export { entraSignin } from './entra-signin.ts';
export { lookAlikeOf, lookAlikes, type LookAlike } from './look-alikes.ts';
export { referenceIn } from './reference/index.ts';
export { parseTime } from './time.ts';

/** Every source, in the order in which they are asked. */
export const sources: readonly Source[] = [awsCloudtrail, oktaSystem, k8sAudit, m365Audit, entraSignin, entraAudit, entraRisk, graphActivity, azureActivity, windowsProcess, linuxProcess, macosProcess, ...providers];

/** Surer than this, and a source may map the record. */
const ENOUGH = 0.5;
/** Records of one envelope that are asked about: its first ones say what it is. */
const MOST_INNER = 20;
/** Sources that a skip quotes. */
const MOST_NEAR = 3;

interface Candidate {
  readonly source: Source;
  readonly recognition: SourceRecognition;
}

/** The source of a record; or why none would have it (for the skip `source/unknown`), with what each said, surest first. */
export type Choice = Candidate | { readonly reason: string; readonly nearest: readonly Candidate[] };

/**
 * Asks every source and takes the surest; of equally sure ones the first in the list. Sources of the analyst's own are asked where no built-in one takes the record.
 * @param override what the analyst says that the record is: that source maps it however sure it is; what it refuses stays refused
 * @param lately the source of the record before: asked first. Where it is certain the choice is the same as without it, since no record has two sources that are certain
 */
export function chooseSource(record: SourceRecord, override?: Dataset | Source | null, own: readonly Source[] = [], lately: Source | null = null): Choice {
  if (override !== undefined && override !== null) return chosenByHand(record, override);
  if (lately !== null) {
    const recognition = lately.recognise(record);
    if (recognition.confidence === 1) return { source: lately, recognition };
  }
  const candidates: Candidate[] = [];
  for (const source of sources) {
    const recognition = source.recognise(record);
    if (recognition.confidence === 1) return { source, recognition };
    candidates.push({ source, recognition });
  }
  const nearest = surestFirst(candidates);
  const best = nearest[0];
  if (best && best.recognition.confidence >= ENOUGH) return best;
  if (own.length > 0) {
    const [surest] = surestFirst(own.map((source) => ({ source, recognition: source.recognise(record) })));
    if (surest !== undefined && surest.recognition.confidence >= ENOUGH) return surest;
  }
  return { reason: whyNone(record.value, nearest), nearest };
}

/** What it is where that is known, else what the nearest sources missed. One that finds nothing of its own in the record has nothing to say about it. */
function whyNone(value: unknown, nearest: readonly Candidate[]): string {
  const known = lookAlikeOf(value);
  if (known !== undefined) return `${known.name}: ${known.why}`;
  const near = nearest.filter(({ recognition }) => recognition.confidence > 0).slice(0, MOST_NEAR);
  if (near.length === 0) return 'no source finds its own fields in it';
  return near.map(({ source, recognition }) => `${source.title}: ${recognition.reason}`).join('; ');
}

/** What each source says of a raw record that none takes, surest first: of what lies in it, where it is an envelope. */
export function nearestSources(value: unknown, path: string | null): UnknownRecord['nearest'] {
  const candidates: Candidate[] = [];
  for (const inner of unwrap(value, path)) {
    if ('skip' in inner) continue;
    for (const source of sources) candidates.push({ source, recognition: source.recognise(inner) });
    if (candidates.length > sources.length * MOST_INNER) break;
  }
  const seen = new Set<Dataset>();
  return surestFirst(candidates)
    .filter(({ source }) => !seen.has(source.dataset) && seen.add(source.dataset))
    .map(({ source, recognition }) => ({ dataset: source.dataset, title: source.title, confidence: recognition.confidence, reason: recognition.reason }));
}

function chosenByHand(record: SourceRecord, chosen: Dataset | Source): Choice {
  const source = typeof chosen === 'string' ? sources.find((one) => one.dataset === chosen) : chosen;
  if (!source) return { reason: `no source of this version maps ${chosen as Dataset}`, nearest: [] };
  const { confidence, reason } = source.recognise(record);
  return { source, recognition: { confidence, reason: `taken as ${source.title} by the analyst; by itself: ${reason}` } };
}

/** Sorting is stable: of equally sure ones the first in the list of sources stays first. */
function surestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted((a, b) => b.recognition.confidence - a.recognition.confidence);
}
