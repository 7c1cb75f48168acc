import { fieldOf } from './entry.ts';

const own = fieldOf('google_workspace.login');

/** What only google_workspace.login says. */
export const googleWorkspaceLogin = {
  'google_workspace.login.type': own('dictionary', 'Login type', 'google_password, saml, reauth …'),
  'google_workspace.login.suspicious': own('flag', 'Suspicious (vendor)', 'is_suspicious: Google found the login unusual.'),
} as const;
