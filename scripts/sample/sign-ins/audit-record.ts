import type { Client } from './clients.ts';
import { cloudApps, tenant, tokenIdOf, type Account } from './tenant.ts';

/** Where an audited act came from: the sign-in whose token it used. */
export interface Acting {
  readonly account: Account;
  readonly ip: string;
  readonly agent: string;
  /** SID and request id of the sign-in. */
  readonly session: string;
  readonly signIn: string;
}

const second = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const head = (ms: number, id: string, operation: string, recordType: number, workload: string, { account }: Acting) => ({
  CreationTime: second(ms), Id: id, Operation: operation, OrganizationId: tenant.id, RecordType: recordType, UserKey: account.puid, UserType: 0, Version: 1,
  Workload: workload,
});
const context = ({ session, signIn }: Acting, ms: number) => ({ AppAccessContext: {
  AADSessionId: session, CorrelationId: signIn, UniqueTokenId: tokenIdOf(signIn), IssuedAtTime: second(ms - 600_000),
} });
const bag = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** UserLoggedIn: the sign-in as the directory tells it to the audit log; IntraSystemId is the id of the sign-in. */
export function loggedIn(ms: number, id: string, acting: Acting, correlation: string, app: string, client: Client): object {
  const { account, ip, agent, session, signIn } = acting;
  return {
    ...head(ms, id, 'UserLoggedIn', 15, 'AzureActiveDirectory', acting), UserKey: account.objectId, ResultStatus: 'Success',
    ObjectId: cloudApps.home.resourceId, UserId: account.upn, ClientIP: ip, ActorIpAddress: ip, ActorContextId: tenant.id,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: bag({ ResultStatusDetail: 'Success', UserAgent: agent, UserAuthenticationMethod: '16', RequestType: 'OAuth2:Authorize' }),
    ModifiedProperties: [],
    Actor: [{ ID: account.objectId, Type: 0 }, { ID: account.upn, Type: 5 }], InterSystemsId: correlation, IntraSystemId: signIn, SupportTicketId: '',
    Target: [{ ID: cloudApps.home.resourceId, Type: 0 }], TargetContextId: tenant.id,
    ApplicationId: app, DeviceProperties: bag({ OS: client.os, BrowserType: client.browser.split(' ')[0]!, SessionId: session }), ErrorNumber: '0',
  };
}

/** MailItemsAccessed, Bind: one folder read. */
export function mailRead(ms: number, id: string, acting: Acting, count: number): object {
  const { account, ip, session } = acting;
  return {
    ...head(ms, id, 'MailItemsAccessed', 50, 'Exchange', acting), ResultStatus: 'Succeeded', UserId: account.upn, ClientIPAddress: ip,
    ClientInfoString: 'Client=OWA;Action=ViaProxy', ExternalAccess: false, InternalLogonType: 0, LogonType: 0,
    MailboxGuid: account.deviceId, MailboxOwnerUPN: account.upn, OrganizationName: tenant.organization, SessionId: session,
    OperationProperties: bag({ MailAccessType: 'Bind', IsThrottled: 'False' }), OperationCount: count,
    Folders: [{
      Id: 'LgAAAAAM7KyT', Path: '\\Inbox',
      FolderItems: Array.from({ length: Math.min(count, 3) }, (_, i) => ({ InternetMessageId: `<${id.slice(0, 8)}${i}@haldenfreight.example>` })),
    }], ...context(acting, ms),
  };
}

/** New-InboxRule: a rule of the mailbox, made by its owner's session. */
export function inboxRule(ms: number, id: string, acting: Acting, rule: Readonly<Record<string, string>>): object {
  const { account, ip, session } = acting;
  return {
    ...head(ms, id, 'New-InboxRule', 1, 'Exchange', acting), ResultStatus: 'True', UserId: account.upn, ClientIP: `${ip}:52144`,
    ObjectId: `NAMPR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${tenant.organization}/${account.objectId}\\${rule['Name'] ?? ''}`,
    ExternalAccess: false, OrganizationName: tenant.organization, OriginatingServer: 'DM6PR01MB4535 (15.20.7544.029)',
    Parameters: bag({ AlwaysDeleteOutlookRulesBlob: 'False', Force: 'False', ...rule }), SessionId: session, ...context(acting, ms),
  };
}

/** FileAccessed or FileDownloaded in SharePoint. */
export function fileTouched(ms: number, id: string, acting: Acting, operation: 'FileAccessed' | 'FileDownloaded', file: string): object {
  const { account, ip, agent } = acting;
  return {
    ...head(ms, id, operation, 6, 'SharePoint', acting), UserId: account.upn, UserKey: `i:0h.f|membership|${account.puid.toLowerCase()}@live.com`,
    ClientIP: ip, UserAgent: agent, EventSource: 'SharePoint', ItemType: 'File',
    ObjectId: `https://haldenfreight.sharepoint.example/sites/freight/Shared Documents/${file}`,
    SiteUrl: 'https://haldenfreight.sharepoint.example/sites/freight/', SourceFileName: file, SourceFileExtension: file.split('.').at(-1),
    SourceRelativeUrl: 'Shared Documents',
    Site: '4f3e2d1c-0b1a-4c2d-9e3f-5a6b7c8d9e0f', ListItemUniqueId: id, ...context(acting, ms),
  };
}
