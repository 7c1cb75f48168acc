import { fieldOf } from './entry.ts';

const own = fieldOf('auth0');

/** What only auth0 says. */
export const auth0 = {
  'auth0.type': own('dictionary', 'Type', 'Code of the event type: s, f, seacft …'),
  'auth0.description': own('dictionary', 'Description', 'description.'),
} as const;
