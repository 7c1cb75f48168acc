import { fieldOf } from './entry.ts';

const own = fieldOf('onelogin');

/** What only onelogin says. */
export const onelogin = {
  'onelogin.event_type': own('dictionary', 'Event type id', 'event_type_id.'),
  'onelogin.proxy_ip': own('dictionary', 'Proxy IP', 'proxy_ip.'),
} as const;
