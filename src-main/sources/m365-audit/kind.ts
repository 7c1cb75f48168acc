import { verdictOf } from '../entra-signin/outcome.ts';
import { saidOf, type Change } from './record.ts';

export type Outcome = 'success' | 'failure' | 'unknown';

const authentication = new Set([
  'UserLoggedIn', 'UserLoginFailed', 'MailboxLogin', 'SignInEvent', 'PasswordLogonInitialAuthUsingPassword', 'PasswordLogonCookieCopyUsingDAToken',
  'PasswordLogonInitialAuthUsingADFSFederatedToken', 'ForeignRealmIndexLogonInitialAuthUsingADFSFederatedToken',
  'ForeignRealmIndexLogonCookieCopyUsingDAToken', 'Reset user password.', 'Change user password.', 'Set force change user password.',
  'Reset password (self-service).', 'Reset password (by admin).', 'Change password (self-service).',
]);
const session = new Set([
  'UserLoggedOff', 'UserLoggedOut', 'SignOut', 'TeamsSessionStarted', 'Update StsRefreshTokenValidFrom Timestamp.', 'Revoke all refresh tokens for user.',
  'Revoke user sign in sessions.',
]);
const mfaWords = /security info|strong ?authentication|\bmfa\b|multi-?factor|temporary access pass|passkey|fido2/i;
/** Sharing and rights within SharePoint and mailboxes: who may do what, not what was done. */
const rights = whole([
  'ModifyFolderPermissions', 'AddFolderPermissions', 'RemoveFolderPermissions', 'UpdateInboxRules', 'UpdateCalendarDelegation', 'PermissionLevel\\w+',
  'SiteCollectionAdmin\\w+', 'SharingPolicyChanged', 'SitePermissionsModified', 'SiteAdminChangeRequest', 'GroupAdded', 'GroupRemoved', 'GroupUpdated',
  'NetworkAccessPolicyChanged', 'DeviceAccessPolicyChanged', 'MemberRoleChanged', 'AppInstalled', 'ConsentModificationRequest',
]);
const cmdlet = /^[A-Z][A-Za-z]+-[A-Z][A-Za-z]+$/;
/** Record types of administration: Exchange cmdlets, directory, data centre, compliance, Skype and Teams. */
const administration = new Set([1, 8, 10, 18, 23, 57]);

/** authentication, session, mfa, configuration or api, by what was done. */
export function categoryOf(operation: string, recordType: number | undefined, changes: readonly Change[], requestType: string | undefined): string {
  // A sign-out comes to the sign-in service as a request too, and is logged as one that logged in.
  if (requestType !== undefined && /logout/i.test(requestType)) return 'session';
  if (authentication.has(operation) || recordType === 15 || recordType === 9) return operation === 'UserLoggedOff' ? 'session' : 'authentication';
  if (session.has(operation)) return 'session';
  if (mfaWords.test(operation) || (operation === 'Update user.' && changes.some(({ name }) => name.startsWith('StrongAuthentication')))) return 'mfa';
  const isRead = /^(?:Get|Test|Search|View|Export)-/.test(operation);
  if (!isRead && ((recordType !== undefined && administration.has(recordType)) || cmdlet.test(operation) || rights.test(operation))) return 'configuration';
  return 'api';
}

/** Beginnings of operations that read: cmdlets, files, mail, pages and searches, links that were used, chats and reports. */
const reads = begins([
  'Get-', 'Test-', 'Search-', 'View', 'FileAccessed', 'FilePreviewed', 'FileDownloaded', 'FileSyncDownloaded', 'FileVersionsViewed', 'FolderBind$', 'MessageBind$',
  'MailItemsAccessed$', 'Page(?:Viewed|Prefetched)', 'ClientViewSignaled', 'SearchQueryPerformed', 'Search(?:Started|Viewed|Previewed|Exported)',
  'List(?:Viewed|ItemViewed)', 'SharedLinkAccessed', '(?:Anonymous|Secure|Company)LinkUsed', 'MessageRead', 'MessagesListed', 'ChatRetrieved', 'MessagesExported',
  'RecordingExported', 'ExportReport', 'DownloadReport', 'TIUrlClickData',
]);
/** Beginnings of operations that write: cmdlets; the directory, in words; files, folders and lists; mail; sharing; sites, groups, teams and chats. */
const writes = begins([
  '(?:Add|New|Set|Remove|Enable|Disable|Update|Start|Stop|Install|Uninstall|Move|Import|Grant|Revoke|Restore|Clear|Release|Delete|Undo|Mount|Dismount|Resume|Suspend|Invoke)-',
  '(?:Add|Set|Update|Delete|Remove|Reset|Change|Disable|Enable|Consent|Restore|Revoke|Invite|Register|Unregister|Hard delete|Grant|Create|Assign)\\b',
  'File(?:Modified|Uploaded|Deleted|Renamed|Moved|Copied|Recycled|Restored|Checked|Sync[Uu]ploaded|Malware|VersionRecycled|VersionDeleted|FirstStage|SecondStage)',
  'Folder(?:Created|Modified|Deleted|Renamed|Moved|Copied|Recycled|Restored)', 'List\\w*(?:Created|Updated|Deleted|Restored|Recycled)',
  '(?:Create|Update|Move|MoveToDeletedItems|Copy|SoftDelete|HardDelete|Send|SendAs|SendOnBehalf|RecordDelete|ApplyRecordLabel)$',
  '(?:UpdateInboxRules|UpdateFolderPermissions|ModifyFolderPermissions|AddFolderPermissions|RemoveFolderPermissions|UpdateCalendarDelegation)$',
  'Sharing(?:Set|Revoked|InvitationCreated|InvitationAccepted|InheritanceBroken|InheritanceReset|PolicyChanged)',
  '(?:Anonymous|Secure|Company)Link(?:Created|Updated|Removed|Deleted)', 'AddedTo', 'RemovedFrom', 'PermissionLevel', 'SiteCollection', 'Site(?:Created|Deleted|Renamed)',
  'Group(?:Added|Removed|Updated|Creation|Deletion)', 'Member(?:Added|Removed|RoleChanged)', 'Team(?:Created|Deleted|SettingChanged)',
  'Channel(?:Added|Deleted|SettingChanged)', 'App(?:Installed|Uninstalled)', 'Message(?:Sent|Updated|Deleted|Posted)', 'Chat(?:Created|Updated)',
]);

function begins(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})`);
}

function whole(patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`);
}

/** read or write; `undefined` where the name of the operation does not tell. */
export function accessOf(operation: string): 'read' | 'write' | undefined {
  return reads.test(operation) ? 'read' : writes.test(operation) ? 'write' : undefined;
}

/**
 * What the record says about how it went, and its error. A failed sign-in is a failure whatever its `ResultStatus`; an error of another one says what Entra's own
 * log says of it (a page in the middle of a login is neither success nor failure); no status is unknown.
 */
export function outcomeOf(operation: string, status: unknown, logonError: unknown, errorNumber: unknown): { readonly outcome: Outcome; readonly error: string | undefined } {
  const number = saidOf(errorNumber);
  const error = (number !== undefined && /^0+$/.test(number) ? undefined : number) ?? saidOf(logonError);
  if (operation === 'UserLoginFailed') return { outcome: 'failure', error };
  if (error !== undefined) return { outcome: /^\d+$/.test(error) ? verdictOf(error).outcome : error.endsWith('Interrupt') ? 'unknown' : 'failure', error };
  const word = typeof status === 'boolean' ? String(status) : saidOf(status)?.toLowerCase();
  if (word === 'succeeded' || word === 'success' || word === 'true') return { outcome: 'success', error };
  return { outcome: word !== undefined && failures.test(word) ? 'failure' : 'unknown', error };
}

const failures = /^(?:fail\w*|false|error|denied|unauthorized)$/;
