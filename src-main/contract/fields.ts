import { coreFields, derivedFields } from './fields/core.ts';
import type { FieldEntry } from './fields/entry.ts';
import { awsCloudtrail } from './fields/aws-cloudtrail.ts';
import { entraSignin } from './fields/entra-signin.ts';
import { entraAudit } from './fields/entra-audit.ts';
import { entraRisk } from './fields/entra-risk.ts';
import { graphActivity } from './fields/graph-activity.ts';
import { azureActivity } from './fields/azure-activity.ts';
import { m365Audit } from './fields/m365-audit.ts';
import { oktaSystem } from './fields/okta-system.ts';
import { k8sAudit } from './fields/k8s-audit.ts';
import { windowsProcess } from './fields/windows-process.ts';
import { linuxProcess } from './fields/linux-process.ts';
import { macosProcess } from './fields/macos-process.ts';
import { gcpAudit } from './fields/gcp-audit.ts';
import { googleWorkspaceLogin } from './fields/google-workspace-login.ts';
import { githubAudit } from './fields/github-audit.ts';
import { duoAuth } from './fields/duo-auth.ts';
import { onelogin } from './fields/onelogin.ts';
import { pingOne } from './fields/ping-one.ts';
import { auth0 } from './fields/auth0.ts';
import { onepassword } from './fields/onepassword.ts';
import { custom } from './fields/custom.ts';

export type { FieldEntry, Storage } from './fields/entry.ts';

/**
 * The field dictionary: the one list that mappers, rules, columns, the case file, search and the docs are checked against.
 * Names are ECS (Elastic Common Schema 8) wherever ECS has one; our own stand beside them and say so in `meaning`.
 */
export const fields = {
  ...coreFields,
  ...awsCloudtrail,
  ...entraSignin,
  ...entraAudit,
  ...entraRisk,
  ...graphActivity,
  ...azureActivity,
  ...m365Audit,
  ...oktaSystem,
  ...k8sAudit,
  ...windowsProcess,
  ...linuxProcess,
  ...macosProcess,
  ...gcpAudit,
  ...googleWorkspaceLogin,
  ...githubAudit,
  ...duoAuth,
  ...onelogin,
  ...pingOne,
  ...auth0,
  ...onepassword,
  ...custom,
  ...derivedFields,
} as const satisfies Record<string, FieldEntry>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** The entry of a field; `undefined` for a name that is not in the dictionary. */
export function fieldEntry(name: string): FieldEntry | undefined {
  return Object.hasOwn(fields, name) ? fields[name as FieldName] : undefined;
}
