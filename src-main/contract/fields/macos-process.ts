import { fieldOf } from './entry.ts';

const own = fieldOf('macos.process');

/** What only macos.process says. */
export const macosProcess = {
  'macos.process.audit_user': own('dictionary', 'Audit user', 'Who logged in first (auid): stays over su and sudo.'),
  'macos.process.signing_id': own('dictionary', 'Signing id', 'Signing identifier of the program.'),
  'macos.process.team_id': own('dictionary', 'Team id', 'Team that signed the program.'),
  'macos.process.tty': own('dictionary', 'Terminal', 'Terminal of the process.'),
} as const;
