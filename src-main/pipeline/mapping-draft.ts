import type { DeclaredMapping, DeclaredValue, FieldName } from '../contract/index.ts';
import type { ReadCase } from '../case/index.ts';
import { compileTime } from '../sources/declared/times.ts';
import { firstRecords, placeOf, storedRecords, type NamedOrder } from './mapping-records.ts';
import { pathsOf, type FoundPath } from './mapping-paths.ts';
import { mappingYaml } from './mapping-yaml.ts';

const RECORDS = 100;

export interface DraftOrder extends NamedOrder {
  /** Empty: made of the name of the file. */
  readonly id: string;
}

/** A mapping to begin with, guessed from the first records of a file, or of an exhibit of the open case. Throws Fault where it cannot be read. */
export async function draftMapping({ id, ...named }: DraftOrder, open?: { readonly file: ReadCase; readonly evidence: number }): Promise<string> {
  const { records } = open === undefined ? await firstRecords(placeOf(named), RECORDS) : storedRecords(open.file, open.evidence, RECORDS);
  const stem = named.file.slice(Math.max(named.file.lastIndexOf('/'), named.file.lastIndexOf('\\')) + 1).replace(/\.[^.]{1,8}$/, '');
  return draftOf(records.map(({ value }) => value), id === '' ? stem : id, id === '' ? stem : id);
}

/** The same of records at hand. What was guessed is for the analyst to check; all other paths stand below it as comments. */
export function draftOf(records: readonly unknown[], id: string, title: string): string {
  const found = pathsOf(records);
  const used = new Set<string>();
  const take = (path: FoundPath | undefined): FoundPath | undefined => {
    if (path !== undefined) used.add(path.path);
    return path;
  };
  const time = take(timeOf(found));
  const fields: { [N in FieldName]?: DeclaredValue } = {};
  const set = (field: FieldName, path: FoundPath | undefined, value: (path: string) => DeclaredValue = (one) => one): void => {
    if (take(path) !== undefined) fields[field] = value(path!.path);
  };
  const free = (): readonly FoundPath[] => found.filter(({ path }) => !used.has(path));
  const action = take(best(free(), (one) => !one.many && one.different <= 50, ['action', 'activity', 'operation', 'eventname', 'eventtype', 'event', 'type', 'kind', 'category', 'name', 'message']));
  fields['event.action'] = action === undefined ? { value: 'event', note: 'a fixed word: put the path of what was done here' } : action.path;
  fields['event.category'] = { value: 'authentication', note: 'or session, mfa, api, process, configuration' };
  const outcome = take(best(free(), (one) => !one.many && one.different <= 12 && one.values.some((value) => outcomeOf(value) !== undefined), ['result', 'outcome', 'status', 'success', 'succeeded', 'ok', 'decision', 'state']));
  fields['event.outcome'] = outcome === undefined ? { value: 'unknown', note: 'the log says none, or its path was not found' } : { path: outcome.path, map: outcomes(outcome.values), else: 'unknown' };
  set('event.id', best(free(), (one) => !one.many && one.count > 1 && one.different === one.count, ['eventid', 'uuid', 'guid', 'logid', 'messageid', 'recordid', 'id']));
  set('user.name', best(free(), (one) => !one.many && one.values.some((value) => /[A-Za-z]/.test(value)), ['username', 'useremail', 'email', 'login', 'userprincipalname', 'account', 'accountname', 'user', 'actor', 'principal', 'subject', 'usr']), (path) => ({ path, lower: true }));
  set('user.id', best(free(), (one) => !one.many, ['userid', 'accountid', 'actorid', 'uid', 'sub']));
  set('source.ip', addressOf(free()));
  set('user_agent.original', best(free(), (one) => !one.many, ['useragent', 'useragentstring', 'agent', 'browser', 'client']));
  set('session.id', best(free(), (one) => !one.many, ['sessionid', 'session', 'sessionref', 'sid']));
  set('device.id', best(free(), (one) => !one.many, ['deviceid', 'device']));
  set('host.name', best(free(), (one) => !one.many, ['hostname', 'host', 'computer', 'server']), (path) => ({ path, lower: true }));
  set('application.name', best(free(), (one) => !one.many, ['application', 'applicationname', 'app', 'appname', 'service']));
  set('vendor.geo.country_iso_code', best(free(), (one) => !one.many, ['countrycode', 'country']));
  set('custom.detail', best(free(), (one) => !one.many, ['reason', 'message', 'description', 'detail', 'details', 'error']));
  const mapping: DeclaredMapping = {
    format: 1, id: idOf(id), title: title.trim().slice(0, 120) || idOf(id), version: 1, dataset: 'custom', recognise: recognisedBy(found, records.length, [time, action, outcome]),
    time: time === undefined ? 'time' : timeValue(time), fields,
  };
  return `${head}${mappingYaml(mapping)}${restOf(free(), records.length)}`;
}

const head = '# Guessed from the first records. Check each line against the log; docs/mappings.md tells what can stand here.\n';

/** The path of the best fitting name among those that pass; a name that ends so comes after one that is so. */
function best(paths: readonly FoundPath[], passes: (path: FoundPath) => boolean, names: readonly string[]): FoundPath | undefined {
  const fit = paths.filter(passes);
  for (const name of names) {
    const same = fit.find((one) => one.name === name);
    if (same !== undefined) return same;
  }
  for (const name of names) {
    const ending = name.length < 3 ? undefined : fit.find((one) => one.name.endsWith(name));
    if (ending !== undefined) return ending;
  }
  return undefined;
}

/** Ways to write a time that are tried, the commonest first. */
const ways = ['auto', 'month_first', 'day_first', 'dd.MM.yyyy HH:mm:ss', 'd.M.yyyy H:mm:ss', 'd.M.yyyy H:mm', 'yyyy/M/d H:mm:ss', 'dd/MMM/yyyy:HH:mm:ss Z', 'MMM d, yyyy h:mm:ss a', 'us', 'ns'] as const;

function writtenOf({ values }: FoundPath): string | undefined {
  return ways.find((written) => {
    const read = compileTime(written, undefined);
    return typeof read !== 'string' && values.every((value) => typeof read(value) !== 'string');
  });
}

function timeOf(found: readonly FoundPath[]): FoundPath | undefined {
  const named = found.filter((one) => !one.many && /time|date|stamp|created|occurred|when|^at$|^ts$/.test(one.name) && writtenOf(one) !== undefined);
  return best(named, () => true, ['timestamp', 'eventtime', 'time', 'datetime', 'createdat', 'created', 'occurredat', 'date', 'ts']) ?? named[0] ?? found.find((one) => !one.many && one.values.every((value) => value.length >= 10) && writtenOf(one) !== undefined);
}

function timeValue(time: FoundPath): DeclaredValue {
  const written = writtenOf(time)!;
  if (written === 'auto') return time.path;
  return { path: time.path, written, ...(written === 'us' || written === 'ns' || written.includes('Z') ? {} : { zone: 'UTC', note: 'the zone of these times, where they name none: check it' }) };
}

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:%\w+)?$/i;

function addressOf(found: readonly FoundPath[]): FoundPath | undefined {
  const all = found.filter((one) => !one.many && one.values.some((value) => address.test(value)));
  return best(all, () => true, ['clientip', 'sourceip', 'srcip', 'remoteip', 'ipaddress', 'remoteaddr', 'remoteaddress', 'clientaddress', 'publicip', 'ip']) ?? all[0];
}

const good = /^(?:success|succeeded|successful|ok|true|pass|passed|allow|allowed|granted|accept|accepted|yes|0|200)$/i;
const bad = /^(?:fail|failed|failure|error|false|deny|denied|reject|rejected|block|blocked|refused|invalid|no|1|401|403)$/i;

function outcomeOf(value: string): 'success' | 'failure' | undefined {
  return good.test(value) ? 'success' : bad.test(value) ? 'failure' : undefined;
}

function outcomes(values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(values.flatMap((value) => (outcomeOf(value) === undefined ? [] : [[value, outcomeOf(value)!]])));
}

/** Paths that all records have: those that are used, then others, longer names first, since those are of this log alone. */
function recognisedBy(found: readonly FoundPath[], records: number, first: readonly (FoundPath | undefined)[]): readonly string[] {
  const everywhere = found.filter((one) => one.count === records && !one.many);
  const rare = everywhere.toSorted((a, b) => b.name.length - a.name.length).slice(0, 2);
  const chosen = new Set([...rare, ...first.filter((one) => one !== undefined && everywhere.includes(one))].map((one) => one!.path));
  return chosen.size === 0 ? [found[0]?.path ?? 'time'] : [...chosen];
}

function idOf(given: string): string {
  return given.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '').slice(0, 80) || 'own-log';
}

const SHOWN = 60;

/** What else lies in the records, as comments. Values come from a log: nothing of them may end the line. */
function restOf(rest: readonly FoundPath[], records: number): string {
  if (rest.length === 0) return '';
  const lines = rest.slice(0, SHOWN).map(({ path, count, values }) => `#   ${inLine(path)}  (${count} of ${records}): ${inLine(values[0] ?? '')}`);
  const more = rest.length > SHOWN ? [`#   and ${rest.length - SHOWN} more`] : [];
  return ['', '# Also in the records:', ...lines, ...more, ''].join('\n');
}

function inLine(text: string): string {
  return JSON.stringify(text.slice(0, 80)).replaceAll(/[^\x20-\x7e\u00a1-\u024f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
