import { fieldOf } from './entry.ts';

const own = fieldOf('duo.auth');

/** What only duo.auth says. */
export const duoAuth = {
  'duo.auth.reason': own('dictionary', 'Reason', 'Why Duo decided so.'),
  'duo.auth.device_ip': own('dictionary', 'IP of the second factor', 'Address of the phone that approved.'),
} as const;
