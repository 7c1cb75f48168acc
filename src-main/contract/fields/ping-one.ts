import { fieldOf } from './entry.ts';

const own = fieldOf('ping_one');

/** What only ping_one says. */
export const pingOne = {
  'ping_one.environment': own('dictionary', 'Environment', 'Environment of PingOne that was acted in.'),
  'ping_one.population': own('dictionary', 'Population', 'Population of the user who acted.'),
  'ping_one.client_id': own('dictionary', 'Client id', 'Application through which it was done.'),
  'ping_one.description': own('dictionary', 'Description', 'What the kind of event is called.'),
  'ping_one.result': own('text', 'Result', 'What PingOne says of the outcome.'),
  'ping_one.tags': own('dictionary', 'Tags', 'adminIdentityEvent and others, one per value.', 'event_value', true),
} as const;
