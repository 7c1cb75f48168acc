import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';
import { foldedName, isUpn, partyIn, type Party } from './actor.ts';
import { bagIn, listIn, saidOf, type Change } from './record.ts';

/** What was acted on. Distinct values; the lists are not parallel. */
export interface Targets {
  readonly types: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  readonly userNames: readonly string[] | undefined;
  readonly userIds: readonly string[] | undefined;
}

const MOST = 100;
const MOST_CHARACTERS = 1000;

/** Gathers distinct texts, so many and no more. */
class Texts {
  readonly #texts = new Set<string>();
  add(value: unknown): void {
    const text = saidOf(value);
    if (text !== undefined && this.#texts.size < MOST) this.#texts.add(text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text);
  }
  get list(): readonly string[] | undefined {
    return this.#texts.size === 0 ? undefined : [...this.#texts];
  }
  get size(): number {
    return this.#texts.size;
  }
}

class Gathered {
  readonly types = new Texts();
  readonly ids = new Texts();
  readonly names = new Texts();
  readonly userNames = new Texts();
  readonly userIds = new Texts();
}

/**
 * Things that the record acts on: the object (`ObjectId`), files and sites, mailboxes, their folders and messages, directory objects, teams, who things were
 * shared with. `actor` is who acted: one's own mailbox is a mailbox and no other user.
 */
export function targetsOf(record: JsonObject, actor: string | undefined, changes: readonly Change[], isSignIn: boolean): Targets {
  const into = new Gathered();
  const object = saidOf(record['ObjectId']);
  into.ids.add(object);
  into.types.add(record['ItemType']);
  files(record, into);
  if (record['MailboxGuid'] !== undefined || record['MailboxOwnerUPN'] !== undefined) mailbox(record, actor, into);
  const party = partyIn(record['Target']);
  directory(party, object, isSignIn, changes, bagIn(record['ExtendedProperties']), into);
  people(record, into);
  return { types: into.types.list, ids: into.ids.list, names: into.names.list, userNames: into.userNames.list, userIds: into.userIds.list };
}

function files(record: JsonObject, into: Gathered): void {
  into.names.add(record['SourceFileName']);
  into.names.add(record['DestinationFileName']);
  into.names.add(record['ItemName']);
  for (const name of ['TeamName', 'ChannelName', 'GroupName'] as const) into.names.add(record[name]);
  into.ids.add(record['TeamGuid']);
  into.ids.add(record['ChatThreadId']);
}

function mailbox(record: JsonObject, actor: string | undefined, into: Gathered): void {
  const owner = foldedName(saidOf(record['MailboxOwnerUPN']));
  into.types.add('Mailbox');
  into.ids.add(record['MailboxGuid']);
  into.names.add(owner);
  if (owner !== undefined && owner !== actor) into.userNames.add(owner);
  const item = objectIn(record['Item']);
  message(item, into);
  folder(objectIn(item['ParentFolder']), into);
  folder(objectIn(record['Folder']), into);
  folder(objectIn(record['DestFolder']), into);
  for (const affected of listIn(record['AffectedItems'])) {
    if (!isObject(affected)) continue;
    message(affected, into);
    folder(objectIn(affected['ParentFolder']), into);
  }
  for (const opened of listIn(record['Folders'])) {
    if (!isObject(opened)) continue;
    folder(opened, into);
    for (const one of listIn(opened['FolderItems'])) if (isObject(one)) message(one, into);
  }
}

/** A message by its RFC 5322 id, which other systems know too; a record may list thousands. */
function message(item: JsonObject, into: Gathered): void {
  const id = textOf(item['InternetMessageId']);
  if (id === undefined && textOf(item['Subject']) === undefined) return;
  into.types.add('Message');
  if (into.ids.size < MOST) into.ids.add(id);
  into.names.add(item['Subject']);
}

function folder(opened: JsonObject, into: Gathered): void {
  const path = textOf(opened['Path']) ?? textOf(opened['Name']);
  if (path === undefined) return;
  into.types.add('Folder');
  into.names.add(path);
}

function directory(party: Party, object: string | undefined, isSignIn: boolean, changes: readonly Change[], extended: JsonObject, into: Gathered): void {
  if (isSignIn) into.types.add('Application');
  const kind = textOf(extended['extendedAuditEventCategory']) ?? party.kind;
  if (!isSignIn) into.types.add(kind);
  for (const id of party.ids) into.ids.add(id);
  into.names.add(party.displayName);
  const isUser = kind === 'User' || party.kind === 'User';
  if (party.upn !== undefined) into.userNames.add(foldedName(party.upn));
  else if (isUser && object !== undefined && isUpn(object)) into.userNames.add(foldedName(object));
  if (isUser && !isSignIn) into.userIds.add(party.objectId);
  for (const { name, after } of changes) if (name === 'Role.DisplayName' || name === 'Group.DisplayName' || name === 'ServicePrincipal.DisplayName') into.names.add(after);
}

/** Who something was shared with, or who was put into a team. */
function people(record: JsonObject, into: Gathered): void {
  const other = saidOf(record['TargetUserOrGroupName']);
  if (other !== undefined) (textOf(record['TargetUserOrGroupType'])?.endsWith('Group') === true ? into.names : into.userNames).add(foldedName(other));
  for (const member of listIn(record['Members'])) if (isObject(member)) into.userNames.add(foldedName(saidOf(member['UPN'] ?? member['DisplayName'])));
}
