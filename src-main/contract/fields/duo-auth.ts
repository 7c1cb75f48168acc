import { fieldOf } from './entry.ts';

const own = fieldOf('duo.auth');

/** What only duo.auth says. */
export const duoAuth = {
  'duo.auth.result': own('dictionary', 'Result', 'success, denied, fraud …'),
  'duo.auth.reason': own('dictionary', 'Reason', 'Why Duo decided so.'),
  'duo.auth.email': own('dictionary', 'Email', 'Address of the user, which may differ from the name.'),
  'duo.auth.application_key': own('dictionary', 'Application key', 'Key of the application that asked Duo.'),
  'duo.auth.device_name': own('dictionary', 'Second-factor device', 'Phone or token that approved, as it is called.'),
  'duo.auth.device_key': own('identifier', 'Second-factor device id', 'Id of the phone or token that approved.'),
  'duo.auth.device_ip': own('dictionary', 'IP of the second factor', 'Address of the phone that approved: not where the session is.'),
  'duo.auth.device_country': own('dictionary', 'Country of the second factor', 'Where Duo places the phone.'),
  'duo.auth.device_city': own('dictionary', 'City of the second factor', 'Where Duo places the phone.'),
  'duo.auth.browser': own('dictionary', 'Browser', 'Browser that Duo saw, with its version: a name that Duo made, not the client string.'),
  'duo.auth.os': own('dictionary', 'OS', 'Operating system that Duo saw, with its version.'),
  'duo.auth.host': own('dictionary', 'Host', 'Name of the machine that the sign-in came from, where an agent told it.'),
} as const;
