import { fieldOf } from './entry.ts';

const own = fieldOf('1password');

/** What only 1password says. */
export const onepassword = {
  '1password.type': own('dictionary', 'Type', 'credentials_ok, mfa_ok, password_secret_bad …'),
} as const;
