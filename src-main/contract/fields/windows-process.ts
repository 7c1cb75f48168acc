import { fieldOf } from './entry.ts';

const own = fieldOf('windows.process');

/** What only windows.process says. */
export const windowsProcess = {
  'event.code': own('int', 'Event code', 'Number of the event in its log: 4688 (Security), 1 (Sysmon).'),
  'windows.process.channel': own('dictionary', 'Channel', 'Event log channel.'),
  'windows.process.record_id': own('text', 'Record number', 'EventRecordID.'),
  'windows.process.integrity': own('dictionary', 'Integrity', 'Integrity level of the process.'),
  'windows.process.elevation': own('dictionary', 'Elevation', 'Token elevation type.'),
  'windows.process.original_name': own('dictionary', 'Original name', 'OriginalFileName of the program.'),
  'windows.process.user_sid': own('dictionary', 'User SID', 'SID of the account.'),
} as const;
