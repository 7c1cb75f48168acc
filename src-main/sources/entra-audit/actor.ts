import type { Row } from '../entra-shapes/row.ts';
import { said } from '../entra-shapes/said.ts';
import { objectIn } from '../read.ts';

/** Who changed something. */
export interface Actor {
  /** `user` or `app`. */
  readonly initiatedBy: string | undefined;
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly organization: string | undefined;
  readonly address: string | undefined;
}

/** The user or application of `initiatedBy` (object or JSON text); of a record without either what `identity` says. */
export function actorOf({ properties, outer, tenant }: Row): Actor {
  const initiated = objectIn(properties['initiatedBy']);
  const user = objectIn(initiated['user']);
  const app = objectIn(initiated['app']);
  const address = said(user['ipAddress']) ?? said(properties['ipAddress']) ?? said(outer['callerIpAddress']) ?? said(outer['ipAddress']);
  const userId = said(user['id']);
  const userName = said(user['userPrincipalName'])?.toLowerCase() ?? said(user['displayName']);
  if (userId !== undefined || userName !== undefined) {
    const organization = said(user['homeTenantId']) ?? tenant;
    return { initiatedBy: 'user', name: userName ?? userId, id: userId, type: said(user['userType']) ?? 'User', organization, address };
  }
  const appId = said(app['servicePrincipalId']) ?? said(app['appId']);
  const appName = said(app['displayName']) ?? said(app['servicePrincipalName']);
  if (appId !== undefined || appName !== undefined) {
    return { initiatedBy: 'app', name: appName ?? appId, id: appId, type: 'ServicePrincipal', organization: tenant, address };
  }
  return { initiatedBy: undefined, name: said(outer['identity']), id: undefined, type: undefined, organization: tenant, address };
}
