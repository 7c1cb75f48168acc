import { fieldOf } from './entry.ts';

const own = fieldOf('onelogin');

/** What only onelogin says. */
export const onelogin = {
  'onelogin.event_type': own('dictionary', 'Event type id', 'Number of the kind of event.'),
  'onelogin.proxy_ip': own('dictionary', 'Proxy IP', 'Address of the proxy in front.'),
  'onelogin.actor_system': own('dictionary', 'Acting system', 'System that acted where no user did.'),
  'onelogin.otp_device': own('dictionary', 'Factor device', 'Device of the second factor, as it is called.'),
  'onelogin.policy': own('dictionary', 'Policy', 'Policy that was applied or changed.'),
  'onelogin.role': own('dictionary', 'Role', 'Role that was given or taken.'),
  'onelogin.message': own('text', 'Message', 'What OneLogin says besides: notes, messages, errors.'),
} as const;
