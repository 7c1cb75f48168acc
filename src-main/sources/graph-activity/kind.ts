/** Beginnings of paths under which it is said who may do what. */
const configuration = new RegExp(`^/(?:${[
  'applications', 'servicePrincipals', 'directoryRoles', 'roleManagement', 'directory/', 'policies', 'identity/', 'oauth2PermissionGrants', 'domains', 'deviceManagement',
  'groups/\\*/(?:members|owners)', 'users/\\*/(?:appRoleAssignments|oauth2PermissionGrants)', '(?:me|users/\\*)/mailFolders/[^/]+/messageRules',
].join('|')})`, 'i');
const factors = /\/authentication(?:\/|$)|\/strongAuthentication/i;
const sessions = /\/(?:revokeSignInSessions|invalidateAllRefreshTokens)$/i;

/** Calls that change nothing, whatever their method. */
const readingPosts = new RegExp(`/(?:${[
  'search/query', 'getSchedule', 'findMeetingTimes', 'getMemberGroups', 'getMemberObjects', 'checkMemberGroups', 'checkMemberObjects', 'getByIds', 'validateProperties',
  'isMemberOf', 'preview', 'runHuntingQuery', 'microsoft\\.graph\\.security\\.runHuntingQuery',
].join('|')})$`, 'i');

/** read or write by the method; of a batch, and without a method, nothing is said. */
export function accessOf(method: string | undefined, template: string): 'read' | 'write' | undefined {
  if (method === undefined || template.toLowerCase() === '/$batch') return undefined;
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || readingPosts.test(template) ? 'read' : 'write';
}

/** mfa, session, configuration or api: a call that only reads is api, whatever it reads. */
export function categoryOf(template: string, access: 'read' | 'write' | undefined): string {
  if (access !== 'write') return 'api';
  if (sessions.test(template)) return 'session';
  if (factors.test(template)) return 'mfa';
  return configuration.test(template) ? 'configuration' : 'api';
}

/** 100 to 399 succeeded, 400 and above failed, all else is unknown. */
export function outcomeOf(status: number | undefined): 'success' | 'failure' | 'unknown' {
  if (status === undefined || status < 100 || status > 599) return 'unknown';
  return status < 400 ? 'success' : 'failure';
}
