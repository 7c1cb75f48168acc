import { fieldOf } from './entry.ts';

const own = fieldOf('linux.process');

/** What only linux.process says. */
export const linuxProcess = {
  'linux.process.serial': own('dictionary', 'Audit serial', 'Serial number of the audit event.'),
  'linux.process.syscall': own('dictionary', 'System call', 'System call that started it: execve or execveat.'),
  'linux.process.login_user': own('dictionary', 'Login user', 'Who logged in first (auid): stays over su and sudo.'),
  'linux.process.tty': own('dictionary', 'Terminal', 'Terminal of the process.'),
  'linux.process.key': own('dictionary', 'Rule key', 'Key of the audit rule that matched.'),
  'linux.process.caller': own('dictionary', 'Program that tried', 'Program that called for another one, where that failed: what was asked for is the executable.'),
  'linux.process.records': own('dictionary', 'Audit records', 'Types of the audit records that make this event, one per value.', 'event_value', true),
  'linux.process.incomplete': own('flag', 'Incomplete', 'Records of this audit event are missing.'),
} as const;
