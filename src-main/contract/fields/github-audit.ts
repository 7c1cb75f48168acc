import { fieldOf } from './entry.ts';

const own = fieldOf('github.audit');

/** What only github.audit says. */
export const githubAudit = {
  'github.audit.org': own('dictionary', 'Organisation (GitHub)', 'Organisation that was acted in.'),
  'github.audit.business': own('dictionary', 'Enterprise', 'Enterprise that the organisation belongs to.'),
  'github.audit.repo': own('dictionary', 'Repository', 'Repository that was acted on.'),
  'github.audit.token_id': own('dictionary', 'Token number', 'Number of the token that was used, as its owner sees it.'),
  'github.audit.token_scopes': own('dictionary', 'Token scopes', 'What the token that was used may do, one per value.', 'event_value', true),
  'github.audit.external_identity': own('dictionary', 'External identity', 'Name by which the identity provider of the organisation knows the user.'),
  'github.audit.protocol': own('dictionary', 'Protocol', 'How Git was spoken to: ssh, http.'),
  'github.audit.visibility': own('dictionary', 'Visibility', 'public, private or internal: what a repository is, or became.'),
} as const;
