import { fieldOf } from './entry.ts';

const own = fieldOf('ping_one');

/** What only ping_one says. */
export const pingOne = {
  'ping_one.environment': own('dictionary', 'Environment', 'Environment of PingOne.'),
  'ping_one.result': own('dictionary', 'Result', 'result.description.'),
} as const;
