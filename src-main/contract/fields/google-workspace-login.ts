import { fieldOf } from './entry.ts';

const own = fieldOf('google_workspace.login');

/** What only google_workspace.login says. */
export const googleWorkspaceLogin = {
  'google_workspace.login.application': own('dictionary', 'Report', 'Report that the event stands in: login, saml, token, user_accounts, admin.'),
  'google_workspace.login.event_type': own('dictionary', 'Event type', 'Kind of the event: login, account_warning, 2sv_change …'),
  'google_workspace.login.type': own('dictionary', 'Login type', 'google_password, saml, reauth …'),
  'google_workspace.login.suspicious': own('flag', 'Suspicious (vendor)', 'Google found the login unusual.'),
  'google_workspace.login.second_factor': own('flag', 'Second factor', 'The step asked for a second factor.'),
  'google_workspace.login.challenge_status': own('dictionary', 'Challenge status', 'What became of a challenge: passed, failed …'),
  'google_workspace.login.domain': own('dictionary', 'Owner domain', 'Domain of the organisation whose report it is.'),
  'google_workspace.login.setting': own('dictionary', 'Setting', 'Setting that an administrator changed.'),
  'google_workspace.login.new_value': own('text', 'New value', 'What the setting was changed to.'),
  'google_workspace.login.old_value': own('text', 'Old value', 'What the setting was before.'),
} as const;
