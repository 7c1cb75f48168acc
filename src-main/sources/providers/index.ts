import type { Source } from '../source.ts';
import { auth0 } from './auth0.ts';
import { duoAuth } from './duo-auth.ts';
import { gcpAudit } from './gcp-audit.ts';
import { githubAudit } from './github-audit.ts';
import { googleWorkspaceLogin } from './google-workspace-login.ts';
import { onelogin } from './onelogin.ts';
import { onepassword } from './onepassword.ts';
import { pingOne } from './ping-one.ts';

/** Other systems that people sign in to or act in, each written as data. */
export const providers: readonly Source[] = [gcpAudit, googleWorkspaceLogin, githubAudit, duoAuth, onelogin, pingOne, auth0, onepassword];
