import { comparedFields } from '../../contract/index.ts';
import { isObject, listOf, objectIn, objectOf, textOf, type JsonObject } from '../read.ts';
import { codeOf, never, saidOf, type WindowsEvent } from './windows-event.ts';
import { firstTime } from './windows-time.ts';

/**
 * The JSON that readers of EVTX files write: `Event.System`, `Event.EventData` (evtx_dump with `#attributes`, with `_attributes` beside the names, or without;
 * python-evtx and xmltodict with `@`), and Velociraptor's rows without `Event` around. Null for all else.
 */
export function nestedEvent(value: JsonObject): WindowsEvent | null {
  const event = isObject(value['Event']) ? value['Event'] : isObject(value['System']) && isObject(value['System']['Provider']) ? value : null;
  const system = objectOf(event?.['System']);
  const code = codeOf(leafOf(system['EventID']));
  if (event === null || code === undefined) return null;
  const held = isObject(event['EventData']) ? event['EventData'] : objectOf(Object.values(objectOf(event['UserData']))[0]);
  return {
    layout: 'an event of an EVTX file as JSON', code,
    channel: textOf(leafOf(system['Channel'])),
    provider: textOf(attributeOf(system, 'Provider', 'Name')),
    computer: textOf(leafOf(system['Computer'])),
    recordId: textOf(leafOf(system['EventRecordID'])),
    data: dataOf(held),
    logged: () => firstTime([['TimeCreated', attributeOf(system, 'TimeCreated', 'SystemTime') ?? leafOf(system['TimeCreated'])]]),
    isCut: false, isHalfDay: never, says: undefined,
  };
}

/** The row that EvtxECmd writes, as JSON or as CSV: its own `ProcessId` and `UserName` are of the record, the event's data lies as JSON in `Payload`. */
export function evtxEcmdEvent(value: JsonObject): WindowsEvent | null {
  const code = codeOf(value['EventId']);
  if (code === undefined || !('Payload' in value) || !('EventRecordId' in value)) return null;
  return {
    layout: 'a row of EvtxECmd', code,
    channel: textOf(value['Channel']), provider: textOf(value['Provider']), computer: textOf(value['Computer']), recordId: textOf(value['EventRecordId']),
    data: dataOf(objectOf(objectIn(value['Payload'])['EventData'])),
    // It writes UTC without saying so.
    logged: () => asUtc(firstTime([['TimeCreated', value['TimeCreated']]])),
    isCut: false, isHalfDay: never, says: undefined,
  };
}

/** An event of Winlogbeat and of what ships like it: nested, or flat with dots in its names; before version 7 without `winlog`. */
export function winlogbeatEvent(value: JsonObject): WindowsEvent | null {
  const said = wayInto(value);
  const code = said === null ? undefined : codeOf(said('event_id'));
  if (said === null || code === undefined) return null;
  const data = said('event_data');
  const held = isObject(data) ? dataOf(data) : (name: string) => saidOf(textOf(said(`event_data.${name}`)));
  return {
    layout: 'an event of Winlogbeat', code,
    data: (name) => held(name) ?? inFields(value, code, name),
    channel: textOf(said('channel')) ?? textOf(said('log_name')),
    provider: textOf(said('provider_name')) ?? textOf(said('source_name')),
    computer: textOf(said('computer_name')),
    recordId: textOf(said('record_id')) ?? textOf(said('record_number')),
    // `@timestamp` may be when it was read: what Windows said comes first.
    logged: () => firstTime([['winlog.time_created', said('time_created')], ['@timestamp', value['@timestamp']]]),
    // Its times end at the millisecond, where those of Windows go on.
    isCut: false, isHalfDay: never, says: comparedFields,
  };
}

/** Where Elastic's own processing moves the data of an event to: what it has moved is no longer in `event_data`. */
const moved: Readonly<Record<string, string>> = {
  Image: 'process.executable', CommandLine: 'process.command_line', CurrentDirectory: 'process.working_directory', ProcessGuid: 'process.entity_id', OriginalFileName: 'process.pe.original_file_name',
  ParentImage: 'process.parent.executable', ParentCommandLine: 'process.parent.command_line', ParentProcessGuid: 'process.parent.entity_id', ParentProcessId: 'process.parent.pid',
  NewProcessName: 'process.executable', NewProcessId: 'process.pid', ParentProcessName: 'process.parent.executable',
  SubjectUserName: 'user.name', SubjectDomainName: 'user.domain', SubjectUserSid: 'user.id', SubjectLogonId: 'winlog.logon.id',
};

function inFields(value: JsonObject, code: number, name: string): string | undefined {
  const at = (path: string): string | undefined => saidOf(textOf(value[path] ?? path.split('.').reduce((held: unknown, step) => objectOf(held)[step], value)));
  if (name === 'ProcessId') return at(code === 1 ? 'process.pid' : 'process.parent.pid');
  if (name === 'User') {
    const [user, domain] = [at('user.name'), at('user.domain')];
    return user === undefined || domain === undefined ? user : `${domain}\\${user}`;
  }
  if (name === 'Hashes') {
    const hash = at('process.hash.sha256') ?? at('hash.sha256');
    return hash === undefined ? undefined : `SHA256=${hash}`;
  }
  return Object.hasOwn(moved, name) ? at(moved[name]!) : undefined;
}

/** An alert or an archived event of Wazuh: names begin small, and every backslash of the data is written twice. */
export function wazuhEvent(value: JsonObject): WindowsEvent | null {
  const win = objectOf(objectOf(value['data'])['win']);
  const system = objectOf(win['system']);
  const code = codeOf(system['eventID']);
  if (code === undefined) return null;
  const data = objectOf(win['eventdata']);
  return {
    layout: 'an event of Wazuh', code,
    channel: textOf(system['channel']), provider: textOf(system['providerName']), computer: textOf(system['computer']), recordId: textOf(system['eventRecordID']),
    data: (name) => saidOf(textOf(data[name[0]!.toLowerCase() + name.slice(1)])?.replaceAll('\\\\', '\\')),
    logged: () => firstTime([['systemTime', system['systemTime']], ['timestamp', value['timestamp']]]),
    isCut: false, isHalfDay: never, says: undefined,
  };
}

function wayInto(value: JsonObject): ((name: string) => unknown) | null {
  const winlog = value['winlog'];
  if (isObject(winlog)) return (name) => winlog[name];
  if ('winlog.event_id' in value) return (name) => value[`winlog.${name}`];
  return 'event_id' in value && ('log_name' in value || 'source_name' in value) && 'computer_name' in value ? (name) => value[name] : null;
}

/** Values by name: as an object, or as a list of elements with their names. */
export function dataOf(held: JsonObject): (name: string) => string | undefined {
  const list = held['Data'];
  if (!Array.isArray(list) || !list.some(isObject)) return (name) => saidOf(textOf(leafOf(held[name])));
  let byName: Map<string, unknown> | null = null;
  return (name) => {
    byName ??= new Map(listOf(list).filter(isObject).map((one) => [textOf(one['@Name'] ?? objectOf(one['#attributes'])['Name'] ?? one['Name']) ?? '', one['#text'] ?? one['$'] ?? one['Value']]));
    return saidOf(textOf(byName.get(name)));
  };
}

function leafOf(value: unknown): unknown {
  return isObject(value) ? value['#text'] ?? value['Value'] ?? value['$'] : value;
}

function attributeOf(system: JsonObject, element: string, name: string): unknown {
  const held = system[element];
  const beside = objectOf(system[`${element}_attributes`])[name];
  return isObject(held) ? objectOf(held['#attributes'])[name] ?? held[`@${name}`] ?? held[name] ?? beside : beside;
}

function asUtc<T extends object>(time: T): T {
  return 'zoneAssumed' in time ? { ...time, zoneAssumed: false } : time;
}
