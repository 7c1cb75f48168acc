import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import { plainNames, utcTime } from '../plain-names.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { pidOf } from './numbers.ts';
import { coarserTime, saysOf } from './defender-poorer.ts';
import type { ProcessSaid, ProcessShape, System } from './said.ts';
import { elevationOf, hexOf, integrityOf } from './windows-values.ts';

const stream = 'AdvancedHunting-Device';

/**
 * Device events of Microsoft Defender: as the streaming API sends them (below `properties`), as rows of a hunting query, as rows of the tables of
 * Sentinel, and as the timeline of a device that the portal downloads.
 */
export const defender: ProcessShape = {
  telemetry: 'defender',
  recognise({ value }) {
    const table = isObject(value) ? tableOf(value) : undefined;
    if (table === undefined) return { confidence: 0, reason: 'no device table of Defender', system: null };
    return { confidence: table.sure, reason: `${table.name} of Microsoft Defender`, system: systemOf(objectOf(value)) };
  },
  read,
};

/** The device table that a record is a row of. Rows of a query do not name it: the columns that only device tables have do. */
function tableOf(value: JsonObject): { readonly name: string; readonly sure: number } | undefined {
  const category = value['category'];
  if (typeof category === 'string' && isObject(value['properties'])) {
    return category.startsWith(stream) ? { name: category.slice('AdvancedHunting-'.length), sure: 1 } : undefined;
  }
  const action = value['ActionType'];
  if (isTimeline(value)) return { name: 'the timeline of a device', sure: 1 };
  const isDevice = value['DeviceId'] !== undefined || value['DeviceName'] !== undefined;
  if (!isDevice) return undefined;
  const type = value['Type'] ?? value['$table'];
  if (typeof type === 'string' && /^Device[A-Z]/.test(type)) return { name: type, sure: 1 };
  if (typeof action !== 'string') return undefined;
  const isRow = ['ProcessCommandLine', 'InitiatingProcessFileName', 'InitiatingProcessCommandLine', 'InitiatingProcessId'].some((name) => Object.hasOwn(value, name));
  return isRow ? { name: value['ProcessCommandLine'] === undefined ? 'a device table' : 'DeviceProcessEvents', sure: 0.9 } : undefined;
}

/** A row of the timeline of a device, as the portal downloads it: the names of the columns have blanks, and two are others. */
function isTimeline(value: JsonObject): boolean {
  return typeof value['Action Type'] === 'string' && (value['Machine Id'] !== undefined || value['Computer Name'] !== undefined);
}

function rowOf(value: JsonObject): JsonObject {
  return isObject(value['properties']) ? value['properties'] : value;
}

const paths = ['FolderPath', 'Folder Path', 'InitiatingProcessFolderPath', 'Initiating Process Folder Path'] as const;

/** The system by the paths of the two programs, where nothing tells it; without any it is Windows. */
function systemOf(value: JsonObject): System {
  const row = rowOf(value);
  const told = (textOf(row['OSPlatform']) ?? '').toLowerCase();
  if (told.startsWith('mac')) return 'macos';
  if (told.startsWith('windows')) return 'windows';
  if (told !== '') return 'linux';
  const path = paths.map((name) => textOf(row[name])).find((one) => one !== undefined) ?? '';
  if (/^\/(?:Applications|System|Users|Library|Volumes|private)(?:\/|$)/.test(path)) return 'macos';
  return path.startsWith('/') ? 'linux' : 'windows';
}

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const record = objectOf(value);
  const row = plainNames(rowOf(record));
  const said = (name: string): string | undefined => textOf(row[name]);
  const action = said('actiontype');
  if (action !== 'ProcessCreated') return { reason: 'process/other-event', detail: `${(action ?? tableOf(record)?.name ?? 'a device table').slice(0, 80)}: no start of a process` };
  const time = coarserTime(row['timestamp']) ?? utcTime(row, ['timestamp', 'timegenerated', 'eventtime', 'timestamplocaltime', 'timegeneratedlocaltime']);
  if ('reason' in time) return time;
  const name = said('devicename') ?? said('computername');
  const device = said('deviceid') ?? said('machineid') ?? name?.toLowerCase();
  const behind = (id: string | undefined): string | undefined => (id === undefined || id === '0' || device === undefined ? undefined : `${device}/${id}`);
  const report = said('reportid');
  return {
    time, vendorId: report === undefined || report === '0' ? null : `${device ?? ''}/${report}/${Math.floor(time.ms / 1000)}`,
    says: saysOf(row, time),
    host: { name, id: said('deviceid') ?? said('machineid') }, ...accountsOf(said), logonId: behind(hexOf(said('logonid'))),
    organization: textOf(record['tenantId']), besides: ['organization.id'],
    process: {
      commandLine: said('processcommandline'), executable: pathOf(said('folderpath'), said('filename')), name: said('filename'), pid: pidOf(row['processid']),
      entityId: behind(said('processuniqueid')), sha256: said('sha256'),
    },
    parent: {
      commandLine: said('initiatingprocesscommandline'), executable: pathOf(said('initiatingprocessfolderpath'), said('initiatingprocessfilename')),
      name: said('initiatingprocessfilename'), pid: pidOf(row['initiatingprocessid']), entityId: behind(said('initiatingprocessuniqueid')),
    },
    own: ownOf(said, systemOf(record)),
  };
}

/**
 * The account that the new process runs as; where the row leaves it out that of the process that started it, which is the same but for services
 * that start programs for others.
 */
function accountsOf(said: (name: string) => string | undefined): Pick<ProcessSaid, 'user'> {
  const of = (prefix: string): ProcessSaid['user'] =>
    ({ name: said(`${prefix}name`) ?? said(`${prefix}upn`), domain: said(`${prefix}domain`), id: said(`${prefix}sid`) ?? said(`${prefix}objectid`) });
  const own = of('account');
  return { user: own.name === undefined && own.id === undefined ? of('initiatingprocessaccount') : own };
}

/** `FolderPath` is the whole path, of some events the folder alone. */
function pathOf(folder: string | undefined, file: string | undefined): string | undefined {
  if (folder === undefined || file === undefined || folder.toLowerCase().endsWith(file.toLowerCase())) return folder;
  const separator = folder.startsWith('/') ? '/' : '\\';
  return `${folder}${folder.endsWith(separator) ? '' : separator}${file}`;
}

function ownOf(said: (name: string) => string | undefined, system: System): ProcessSaid['own'] {
  if (system !== 'windows') return {};
  const starter = said('initiatingprocessaccountname');
  const domain = said('initiatingprocessaccountdomain');
  return {
    'windows.process.integrity': integrityOf(said('processintegritylevel')), 'windows.process.elevation': elevationOf(said('processtokenelevation')),
    'windows.process.original_name': said('processversioninfooriginalfilename'),
    'windows.process.user_upn': said('accountupn')?.toLowerCase(), 'windows.process.user_object_id': said('accountobjectid')?.toLowerCase(),
    'windows.process.parent_user': starter === undefined ? undefined : `${domain === undefined ? '' : `${domain}\\`}${starter}`.toLowerCase(),
  };
}
