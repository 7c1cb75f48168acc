import { fieldOf } from './entry.ts';

const own = fieldOf('auth0');

/** What only auth0 says. */
export const auth0 = {
  'auth0.description': own('text', 'Description', 'What Auth0 says of the event.'),
  'auth0.connection': own('dictionary', 'Connection', 'Database or provider that the user signed in with.'),
  'auth0.client_id': own('dictionary', 'Client id', 'Application that the event is about.'),
  'auth0.hostname': own('dictionary', 'Host asked', 'Domain that was asked.'),
  'auth0.audience': own('dictionary', 'Audience', 'Interface that a token was asked for.'),
  'auth0.method': own('dictionary', 'Request', 'Method of the request to the Management API.'),
  'auth0.path': own('text', 'Path', 'Path of the request to the Management API.'),
  'auth0.request_body': own('text', 'Request body', 'What the request to the Management API asked for, as JSON.'),
} as const;
