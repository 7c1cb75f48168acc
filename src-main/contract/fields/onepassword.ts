import { fieldOf } from './entry.ts';

const own = fieldOf('1password');

/** What only 1password says. */
export const onepassword = {
  '1password.log': own('dictionary', 'Log', 'signinattempts, itemusages or auditevents.'),
  '1password.category': own('dictionary', 'Result category', 'Category of a sign-in: success, credentials_failed, mfa_failed …'),
  '1password.client': own('dictionary', 'Client', 'Program of 1Password, with its version.'),
  '1password.platform': own('dictionary', 'Platform', 'Browser or machine that the program runs on, with its version.'),
  '1password.os': own('dictionary', 'OS', 'Operating system, with its version.'),
  '1password.vault': own('dictionary', 'Vault', 'Vault that an item was used from.'),
  '1password.detail': own('text', 'Detail', 'What the event says besides.'),
} as const;
