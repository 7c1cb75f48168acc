import { fieldOf } from './entry.ts';

const own = fieldOf('github.audit');

/** What only github.audit says. */
export const githubAudit = {
  'github.audit.org': own('dictionary', 'Organisation (GitHub)', 'Organisation that was acted in.'),
  'github.audit.repo': own('dictionary', 'Repository', 'Repository that was acted on.'),
  'github.audit.token_type': own('dictionary', 'Token kind', 'programmatic_access_type.'),
} as const;
