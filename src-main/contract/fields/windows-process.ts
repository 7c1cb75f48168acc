import { fieldOf } from './entry.ts';

const own = fieldOf('windows.process');

/** What only windows.process says. */
export const windowsProcess = {
  'event.code': own('int', 'Event code', 'Number of the event in its log: 4688 (Security), 1 (Sysmon).'),
  'windows.process.channel': own('dictionary', 'Channel', 'Event log channel.'),
  'windows.process.record_id': own('text', 'Record number', 'EventRecordID.'),
  'windows.process.integrity': own('dictionary', 'Integrity', 'Integrity level of the process: low, medium, high, system …'),
  'windows.process.elevation': own('dictionary', 'Elevation', 'Type of its token: default, full (elevated) or limited.'),
  'windows.process.original_name': own('dictionary', 'Original name', 'OriginalFileName of the program.'),
  'windows.process.parent_user': own('dictionary', 'Parent user', 'Account that the parent runs as, with its domain.'),
  'windows.process.user_upn': own('dictionary', 'User principal name', 'Name of the account in Entra, where Defender tells it: the same person in sign-in logs.'),
  'windows.process.user_object_id': own('identifier', 'Entra object id', 'Object id of the account in Entra, where Defender tells it.'),
  'windows.process.target_logon_id': own('text', 'Target logon', 'Logon session of the new process, where it runs as another account than its creator.'),
  'windows.process.half_day': own('flag', 'Half of day unknown', 'The time has no zone and may come from a clock of twelve hours without AM and PM: it may be twelve hours off.'),
  'windows.process.cut': own('flag', 'Cut', 'The text of the event ended before the event did: its last value may be cut.'),
} as const;
