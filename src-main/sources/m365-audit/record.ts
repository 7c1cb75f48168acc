import { isObject, parsedJson, textOf, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';

/** Columns of Sentinel's OfficeActivity table, by plain name, and what the audit record calls them; of two the first that says something counts. */
const officeColumns: readonly (readonly [plain: string, name: string])[] = [
  ['officeid', 'Id'], ['sourcerecordid', 'Id'], ['timegenerated', 'CreationTime'], ['timegeneratedlocaltime', 'LocalTime'],
  ['operation', 'Operation'], ['officeworkload', 'Workload'], ['recordtype', 'RecordType'], ['usertype', 'UserType'], ['userkey', 'UserKey'],
  ['userid', 'UserId'], ['organizationid', 'OrganizationId'], ['resultstatus', 'ResultStatus'], ['resultreasontype', 'ResultStatus'],
  ['officeobjectid', 'ObjectId'], ['clientip', 'ClientIP'], ['clientipaddress', 'ClientIPAddress'], ['actoripaddress', 'ActorIpAddress'],
  ['useragent', 'UserAgent'], ['clientinfostring', 'ClientInfoString'], ['logontype', 'LogonType'], ['itemtype', 'ItemType'],
  ['itemname', 'ItemName'], ['site', 'Site'], ['siteurl', 'SiteUrl'], ['sourcefilename', 'SourceFileName'],
  ['sourcerelativeurl', 'SourceRelativeUrl'], ['destinationfilename', 'DestinationFileName'], ['eventdata', 'EventData'],
  ['mailboxguid', 'MailboxGuid'], ['mailboxownerupn', 'MailboxOwnerUPN'], ['sendasusersmtp', 'SendAsUserSmtp'],
  ['sendonbehalfofusersmtp', 'SendOnBehalfOfUserSmtp'], ['item', 'Item'], ['folder', 'Folder'], ['destfolder', 'DestFolder'], ['folders', 'Folders'],
  ['affecteditems', 'AffectedItems'], ['parameters', 'Parameters'], ['modifiedproperties', 'ModifiedProperties'],
  ['extendedproperties', 'ExtendedProperties'], ['deviceproperties', 'DeviceProperties'], ['operationproperties', 'OperationProperties'],
  ['appaccesscontext', 'AppAccessContext'], ['sessionid', 'SessionId'], ['actor', 'Actor'], ['aadtarget', 'Target'], ['target', 'Target'],
  ['intersystemsid', 'InterSystemsId'], ['intrasystemid', 'IntraSystemId'], ['targetuserorgroupname', 'TargetUserOrGroupName'],
  ['targetuserorgrouptype', 'TargetUserOrGroupType'], ['members', 'Members'], ['teamname', 'TeamName'], ['teamguid', 'TeamGuid'],
  ['channelname', 'ChannelName'], ['appid', 'AppId'], ['clientappid', 'ClientAppId'], ['azureadappid', 'ApplicationId'],
  ['application', 'ApplicationDisplayName'], ['errornumber', 'ErrorNumber'], ['logonerror', 'LogonError'], ['correlationid', 'CorrelationId'],
];

/** True for a row of Sentinel's OfficeActivity table, whatever wrote it. */
export function isOfficeActivity(value: JsonObject): boolean {
  return value['OfficeWorkload'] !== undefined || value['Type'] === 'OfficeActivity';
}

/** A row of OfficeActivity with the names of the audit record. */
export function respelled(row: JsonObject): JsonObject {
  const plain = plainNames(row);
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [from, name] of officeColumns) {
    const value = plain[from];
    if (value !== undefined && value !== null && value !== '' && made[name] === undefined) made[name] = value;
  }
  return made;
}

/**
 * A list of the record, also where a table holds its JSON as text. A single object counts as a list of one.
 */
export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return [value];
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return [];
  const made = parsedJson(value);
  return Array.isArray(made) ? made : isObject(made) ? [made] : [];
}

/** Name and value of each property of a bag (`[{Name, Value}]`, or its JSON as text); of two with one name the first counts. An object as it is. */
export function bagIn(value: unknown): JsonObject {
  if (isObject(value)) return value;
  const made = Object.create(null) as Record<string, unknown>;
  for (const property of listIn(value)) {
    if (!isObject(property)) continue;
    const name = textOf(property['Name'] ?? property['name']);
    if (name !== undefined && made[name] === undefined) made[name] = property['Value'] ?? property['value'];
    else if (name === undefined) for (const key of Object.keys(property)) made[key] ??= property[key];
  }
  return made;
}

/** What a property of a directory object was and became. */
export interface Change {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The entries of `ModifiedProperties`: name, old value, new value. SharePoint and Exchange write bare names too. */
export function changesIn(value: unknown): readonly Change[] {
  const made: Change[] = [];
  for (const property of listIn(value)) {
    if (!isObject(property)) {
      const name = textOf(property);
      if (name !== undefined) made.push({ name, before: undefined, after: undefined });
      continue;
    }
    const name = textOf(property['Name']);
    if (name !== undefined) made.push({ name, before: plainValue(property['OldValue']), after: plainValue(property['NewValue']) });
  }
  return made;
}

/** The directory writes a single value as a JSON list of one text (`["x"]`) here, and bare (`x`) there. */
function plainValue(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || !text.startsWith('[')) return text;
  const list = parsedJson(text);
  if (!Array.isArray(list)) return text;
  if (list.length === 0) return undefined;
  return list.length === 1 && typeof list[0] === 'string' ? textOf(list[0]) : text;
}

/** Texts that stand for nothing. */
const nothings = new Set(['null', '<null>', 'not available', 'unknown', 'none', 'n/a', '00000000-0000-0000-0000-000000000000']);

/** Like `textOf`, and nothing for the words that the log writes where it has nothing to say. */
export function saidOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || (text.length <= 36 && nothings.has(text.toLowerCase())) ? undefined : text;
}
