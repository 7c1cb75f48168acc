import type { Instant } from '../../contract/index.ts';
import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { parseTime } from '../time.ts';
import { pidOf } from './numbers.ts';
import type { ProcessSaid, ProcessShape, System } from './said.ts';
import { hexOf, integrityOf } from './windows-values.ts';

/**
 * Falcon Data Replicator of CrowdStrike: as it lies in the bucket, as Panther's lake keeps it (the event below `event`, names around it in small
 * letters), and as searches of Falcon write it down (`_decimal` behind numbers, `#` before tags). Names are compared by their letters alone.
 */
export const crowdstrike: ProcessShape = {
  telemetry: 'crowdstrike',
  recognise({ value }) {
    const name = isObject(value) ? simpleName(value) : undefined;
    if (name === undefined || !isObject(value)) return { confidence: 0, reason: 'no event_simpleName', system: null };
    const isWhole = value['aid'] !== undefined || value['cid'] !== undefined || value['event_platform'] !== undefined;
    return { confidence: isWhole ? 1 : 0.8, reason: `an event of CrowdStrike: ${name.slice(0, 80)}`, system: systemOf(value) };
  },
  read,
};

const names = ['event_simpleName', 'event_simplename', '#event_simpleName', 'fdr_event_type'] as const;

/** Name of the event; what stands around it decides, the event inside says it where that is silent. */
function simpleName(value: JsonObject): string | undefined {
  for (const name of names) {
    const said = value[name];
    if (typeof said === 'string' && said !== '') return said;
  }
  const inner = value['event'];
  return isObject(inner) && typeof inner['event_simpleName'] === 'string' && inner['event_platform'] !== undefined ? inner['event_simpleName'] : undefined;
}

/** The platform as it is told; without it as the path of the program looks; else Windows, which is what most of Falcon watches. */
function systemOf(value: JsonObject): System {
  const inner = objectOf(value['event']);
  const platform = (textOf(value['event_platform'] ?? inner['event_platform']) ?? '').toLowerCase();
  if (platform.startsWith('mac')) return 'macos';
  if (platform.startsWith('lin') || platform === 'k8s') return 'linux';
  if (platform !== '') return 'windows';
  const path = textOf(inner['ImageFileName'] ?? value['ImageFileName']) ?? '';
  return /^\/(?:Applications|System|Users|Library|Volumes|private)\//.test(path) ? 'macos' : path.startsWith('/') ? 'linux' : 'windows';
}

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const record = objectOf(value);
  const event = simpleName(record) ?? 'an event without a name';
  const kind = /^(Synthetic)?ProcessRollup2(?:(?:Mac|Lin|Win)?V\d+)?$/i.exec(event);
  if (kind === null) return { reason: 'process/other-event', detail: `${event.slice(0, 80)}: no start of a process` };
  const from = readerOf(record);
  const time = timeOf(from);
  if ('reason' in time) return time;
  const agent = from('aid');
  const behind = (id: string | undefined): string | undefined => (id === undefined || id === '0' || agent === undefined ? undefined : `${agent}/${id}`);
  const id = from('id');
  return {
    time, vendorId: id ?? null, organization: from('cid'),
    host: { name: from('computername') ?? from('hostname'), id: agent, ip: from('aip') },
    user: { name: from('username') ?? from('userprincipal') ?? from('user'), domain: from('userdomain'), id: from('usersid') ?? from('ruid') ?? from('uid') },
    effective: effectiveOf(from), logonId: behind(hexOf(from('authenticationid'))),
    process: {
      commandLine: from('commandline'), executable: from('imagefilename'), name: from('filename'), pid: pidOf(from('rawprocessid')),
      entityId: behind(from('targetprocessid')),
      sha256: hashOf(from('sha256hashdata')), workingDirectory: from('workingdirectory') ?? from('currentdirectory'),
    },
    parent: {
      name: from('parentbasefilename'), entityId: behind(from('parentprocessid')), executable: from('parentimagefilename'),
      commandLine: from('parentcommandline'),
    },
    action: kind[1] === undefined ? 'process-started' : 'process-seen',
    own: ownOf(from, systemOf(record)),
  };
}

/** Reads a value by its plain name: of the event first, then of what stands around it. */
function readerOf(record: JsonObject): (name: string) => string | undefined {
  const outer = plainNames(record);
  const inner = isObject(record['event']) ? plainNames(record['event']) : outer;
  return (name) => textOf(inner[name]) ?? textOf(inner[`${name}decimal`]) ?? (inner === outer ? undefined : textOf(outer[name]) ?? textOf(outer[`${name}decimal`]));
}

/** When the host says that it was, else when the process began, else when the cloud had the event. */
function timeOf(from: (name: string) => string | undefined): Instant | Refusal {
  for (const name of ['contexttimestamp', 'processstarttime', 'timestamp', 'peventtime', 'time']) {
    const said = from(name);
    if (said === undefined) continue;
    const time = parseTime(said);
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `${name}: ${time}` } : time;
  }
  return { reason: 'source/no-time', detail: 'neither ContextTimeStamp nor ProcessStartTime nor timestamp says a time' };
}

/** Linux and macOS tell the real and the effective account as numbers. */
function effectiveOf(from: (name: string) => string | undefined): ProcessSaid['effective'] {
  const effective = from('uid');
  const real = from('ruid');
  return effective === undefined || real === undefined || effective === real ? undefined : { id: effective };
}

/** A hash of nothing but zeros is none. */
function hashOf(hash: string | undefined): string | undefined {
  return hash === undefined || /^0+$/.test(hash) || !/^[\da-f]{64}$/i.test(hash) ? undefined : hash;
}

function ownOf(from: (name: string) => string | undefined, system: System): ProcessSaid['own'] {
  const level = from('integritylevel');
  if (system === 'windows') return { 'windows.process.integrity': level === undefined ? undefined : integrityOf(`S-1-16-${level}`) };
  return system === 'macos' ? { 'macos.process.signing_id': unset(from('signingid')), 'macos.process.team_id': unset(from('teamid')) } : {};
}

function unset(text: string | undefined): string | undefined {
  return text === '-' ? undefined : text;
}
