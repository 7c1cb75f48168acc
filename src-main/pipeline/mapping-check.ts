import { datasets, fieldEntry, fieldNames, type Dataset, type FieldEntry, type FieldName } from '../contract/index.ts';
import { didYouMean } from '../hunt/grammar/suggest.ts';
import type { Wrong } from '../sources/declared/building.ts';
import { fixedWords } from '../sources/declared/cast.ts';
import { checkValue, checkWhen, type Checking, type Target } from './mapping-check-value.ts';

type Json = Readonly<Record<string, unknown>>;

const keys = ['format', 'id', 'title', 'version', 'dataset', 'about', 'spelling', 'recognise', 'let', 'skip', 'time', 'fields'] as const;
const needed = ['format', 'id', 'title', 'version', 'dataset', 'recognise', 'time', 'fields'] as const;

/** Everything that is wrong with a mapping as far as its own words tell; paths, patterns and times are checked where they are compiled. */
export function checkMapping(given: unknown): readonly Wrong[] {
  const wrong: Wrong[] = [];
  const check: Checking = { tell: (at, message) => void wrong.push({ at, message }) };
  if (!isMap(given)) return [{ at: [], message: 'A mapping is a map: format, id, title, version, dataset, recognise, time, fields.' }];
  for (const key of Object.keys(given)) if (!(keys as readonly string[]).includes(key)) check.tell([key], `There is no key "${key}" in a mapping.${didYouMean(key, keys)}`);
  for (const key of needed) if (given[key] === undefined || given[key] === null) check.tell([], `"${key}" is missing.`);
  checkHead(given, check);
  const { recognise, skip, fields, let: named } = given;
  if (recognise !== undefined && recognise !== null) {
    if (!Array.isArray(recognise) || recognise.length === 0) check.tell(['recognise'], 'recognise is a list of conditions that all hold for its records: a path that is always there, or { path, is }.');
    else checkWhen(recognise, ['recognise'], check);
  }
  if (skip !== undefined) checkSkip(skip, check);
  if (named !== undefined) checkNamed(named, check);
  if (given['time'] !== undefined && given['time'] !== null) checkValue(given['time'], ['time'], { name: 'time', kind: 'time', many: false, words: null }, check);
  if (fields !== undefined && fields !== null) checkFields(fields, given['dataset'], check);
  return wrong;
}

function checkHead(given: Json, { tell }: Checking): void {
  const { format, id, title, version, dataset, about, spelling } = given;
  if (format !== undefined && format !== null && format !== 1) tell(['format'], 'This version of Bilocate reads format: 1.');
  if (id !== undefined && id !== null && !(typeof id === 'string' && /^[a-z0-9][a-z0-9._-]{0,79}$/.test(id))) tell(['id'], 'An id has small letters, digits, dots, dashes and underscores, at most 80: acme.vpn');
  if (title !== undefined && title !== null && !(typeof title === 'string' && title.trim() !== '' && title.length <= 120)) tell(['title'], 'A title is a text of at most 120 characters.');
  if (version !== undefined && version !== null && !(Number.isInteger(version) && (version as number) >= 1 && (version as number) <= 1_000_000)) tell(['version'], 'A version is a whole number from 1 on.');
  if (dataset !== undefined && dataset !== null && !datasets.includes(dataset as Dataset)) {
    tell(['dataset'], `There is no dataset "${shown(dataset)}".${didYouMean(shown(dataset), datasets)} It is one of ${datasets.join(', ')}; what is none of them is custom.`);
  }
  if (about !== undefined && (typeof about !== 'string' || about.length > 4000)) tell(['about'], 'about is a text of at most 4,000 characters.');
  if (spelling !== undefined && spelling !== 'exact' && spelling !== 'loose') tell(['spelling'], 'spelling is exact or loose.');
}

function checkSkip(skip: unknown, check: Checking): void {
  if (!Array.isArray(skip)) return check.tell(['skip'], 'skip is a list of { when, why }.');
  skip.forEach((one: unknown, i) => {
    if (!isMap(one) || one['when'] === undefined || typeof one['why'] !== 'string' || one['why'].trim() === '' || one['why'].length > 300) return check.tell(['skip', i], 'Each skip has when, and why as a text of at most 300 characters.');
    for (const key of Object.keys(one)) if (key !== 'when' && key !== 'why') check.tell(['skip', i, key], `There is no key "${key}" in a skip.${didYouMean(key, ['when', 'why'])}`);
    checkWhen(one['when'], ['skip', i, 'when'], check);
  });
}

function checkNamed(named: unknown, check: Checking): void {
  if (!isMap(named)) return check.tell(['let'], 'let is a map: a name, and the value that it stands for.');
  for (const [name, value] of Object.entries(named)) {
    if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) check.tell(['let', name], 'A name has small letters, digits and underscores: it is used as $name.');
    checkValue(value, ['let', name], { name, kind: 'raw', many: true, words: null }, check);
  }
}

/** Fields that are filled by other keys of the mapping. */
const elsewhere: Readonly<Record<string, string>> = { '@timestamp': 'When it happened stands under time, beside fields.', 'event.dataset': 'The dataset stands under dataset, beside fields.', 'custom.source': 'custom.source is the id of the mapping by itself.' };

function checkFields(fields: unknown, dataset: unknown, check: Checking): void {
  if (!isMap(fields)) return check.tell(['fields'], 'fields is a map: a field, and where its value comes from.');
  if (fields['event.action'] === undefined) check.tell(['fields'], 'event.action is missing: every event says what was done. A fixed word is { value: login }.');
  const usable = usableFields(dataset as Dataset);
  for (const [name, value] of Object.entries(fields)) {
    const entry = fieldEntry(name);
    const instead = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
    if (instead !== undefined) check.tell(['fields', name], instead);
    else if (entry === undefined) check.tell(['fields', name], `There is no field "${name}".${didYouMean(name, usable)} What has no field goes into custom.detail or stays in the record.`);
    else if (entry.storage === 'derived') check.tell(['fields', name], `${name} is worked out from ${entry.home === 'ip' ? 'source.ip' : 'user_agent.original'}; it cannot be set.${vendorOf(name)}`);
    else if (datasets.includes(dataset as Dataset) && !usable.includes(name as FieldName)) check.tell(['fields', name], `${name} is not a field of ${shown(dataset)}; it is of ${ownersOf(entry)}.${didYouMean(name, usable)}`);
    else checkValue(value, ['fields', name], targetOf(name as FieldName, entry), check);
  }
}

function vendorOf(name: string): string {
  const vendor = name.replace(/^source\./, 'vendor.');
  return fieldEntry(vendor) === undefined || vendor === name ? '' : ` What the log itself says of it goes into ${vendor}.`;
}

function ownersOf(entry: FieldEntry): string {
  return entry.dataset === 'core' ? (entry.only ?? []).join(', ') : entry.dataset;
}

function targetOf(name: FieldName, entry: FieldEntry): Target {
  const kind = entry.storage === 'int' || entry.storage === 'flag' || entry.storage === 'time' ? entry.storage : 'text';
  return { name, kind, many: entry.many, words: fixedWords[name] ?? null };
}

/** Fields that a mapping of this dataset may fill, in the order of the dictionary. */
export function usableFields(dataset: Dataset): readonly FieldName[] {
  return fieldNames.filter((name) => {
    const entry = fieldEntry(name)!;
    return entry.storage !== 'derived' && !Object.hasOwn(elsewhere, name) && (entry.dataset === dataset || (entry.dataset === 'core' && entry.only?.includes(dataset) !== false));
  });
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60);
