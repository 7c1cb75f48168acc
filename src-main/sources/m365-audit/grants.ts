import { textOf, type JsonObject } from '../read.ts';
import { saidOf, type Change } from './record.ts';

/** Parameters of cmdlets that say who gets what, where mail goes, and what is no longer watched. Their values are kept as `Name=value`. */
const telling = new Set([
  'Identity', 'Name', 'User', 'Trustee', 'Mailbox', 'Member', 'Members', 'Owner', 'Role', 'Roles', 'AccessRights', 'InheritanceType', 'AutoMapping',
  'GrantSendOnBehalfTo', 'ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo', 'ForwardingSmtpAddress', 'ForwardingAddress',
  'DeliverToMailboxAndForward', 'RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'DeleteMessage', 'SoftDeleteMessage', 'MoveToFolder', 'MarkAsRead',
  'StopProcessingRules', 'From', 'SentTo', 'FromAddressContainsWords', 'SubjectContainsWords', 'SubjectOrBodyContainsWords', 'BodyContainsWords',
  'HeaderContainsWords', 'AuditEnabled', 'AuditBypassEnabled', 'AuditOwner', 'AuditDelegate', 'AuditAdmin', 'UnifiedAuditLogIngestionEnabled',
  'Enabled', 'AllowedRecipients', 'RemotePowerShellEnabled', 'PopEnabled', 'ImapEnabled', 'SmtpClientAuthenticationDisabled', 'AutoForwardEnabled',
  'IPAllowList', 'AllowedSenders', 'AllowedSenderDomains', 'RuleName', 'RuleActions', 'RuleCondition', 'RuleOperation', 'MailAccessType',
  'IsThrottled',
]);
const MOST = 40;
const MOST_CHARACTERS = 300;

/** The telling parameters of a cmdlet and of a rule that Outlook made, as `Name=value`. */
export function parametersOf(...bags: readonly JsonObject[]): readonly string[] | undefined {
  const made: string[] = [];
  for (const bag of bags) {
    for (const name of Object.keys(bag)) {
      const value = telling.has(name) ? textOf(bag[name]) : undefined;
      if (value !== undefined && made.length < MOST) made.push(`${name}=${value.slice(0, MOST_CHARACTERS)}`);
    }
  }
  return made.length === 0 ? undefined : [...new Set(made)];
}

const grants = /-(?:MailboxPermission|RecipientPermission|MailboxFolderPermission|RoleGroupMember|ManagementRoleAssignment)$/;

/** Rights that a record asks for: roles, scopes that were consented to, rights on mailboxes, folders and sites. */
export function rightsOf(operation: string, record: JsonObject, parameters: JsonObject, changes: readonly Change[]): readonly string[] | undefined {
  const made: string[] = [];
  const add = (text: string | undefined) => text !== undefined && made.push(...text.split(/,\s*/).filter((part) => part !== ''));
  if (grants.test(operation)) add(saidOf(parameters['AccessRights']) ?? saidOf(parameters['Role']));
  if (operation.includes('FolderPermissions')) add(memberRights(record));
  for (const { name, after } of changes) {
    if (after === undefined) continue;
    if (name === 'Role.DisplayName' || name === 'AppRole.Value') made.push(after);
    if (name === 'DelegatedPermissionGrant.Scope') made.push(...after.split(/\s+/).filter((scope) => scope !== ''));
    if (name === 'ConsentAction.Permissions') for (const found of after.matchAll(/Scope: ([^,\]]+)/g)) made.push(...found[1]!.trim().split(/\s+/));
  }
  const given = /<(?:PermissionLevel|Permissions granted)>([^<]+)</.exec(textOf(record['EventData']) ?? '');
  add(given?.[1]);
  return made.length === 0 ? undefined : [...new Set(made)].slice(0, 100);
}

function memberRights(record: JsonObject): string | undefined {
  const item = record['Item'];
  const text = typeof item === 'string' ? item : JSON.stringify(item ?? null);
  return /"MemberRights"\s*:\s*"([^"]+)"/.exec(text)?.[1];
}
