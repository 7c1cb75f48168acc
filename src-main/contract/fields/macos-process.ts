import { fieldOf } from './entry.ts';

const own = fieldOf('macos.process');

/** What only macos.process says. */
export const macosProcess = {
  'macos.process.audit_user': own('dictionary', 'Audit user', 'Who logged in first (auid), by name where it is told: stays over su and sudo.'),
  'macos.process.signing_id': own('dictionary', 'Signing id', 'Signing identifier of the program.'),
  'macos.process.team_id': own('dictionary', 'Team id', 'Team that signed the program.'),
  'macos.process.parent_signing_id': own('dictionary', 'Parent signing id', 'Signing identifier of the program that started it.'),
  'macos.process.parent_team_id': own('dictionary', 'Parent team id', 'Team that signed the program that started it.'),
  'macos.process.responsible': own('dictionary', 'Responsible program', 'Path of the program that macOS holds responsible: the application behind a chain of helpers.'),
  'macos.process.tty': own('dictionary', 'Terminal', 'Terminal of the process.'),
  'macos.process.serial_number': own('dictionary', 'Serial number', 'Serial number of the machine.'),
} as const;
