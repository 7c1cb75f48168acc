import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

const times = ['@timestamp', 'created_at', 'at_sign_timestamp', 'timestamp'];

/** Audit log of GitHub: REST and GraphQL exports, the stream, the JSON download, Git events, and rows of a lake. */
export const githubAuditMapping: DeclaredMapping = {
  format: 1,
  id: 'github.audit',
  title: 'GitHub audit log',
  version: 1,
  dataset: 'github.audit',
  recognise: [
    { path: 'action', matches: '^[a-z0-9_-]+\\.[a-z0-9_.-]+$' },
    { any: [{ path: 'p_log_type', starts_with: 'GitHub.' }, '_document_id', { path: 'actor', type: 'text' }, 'actor_id'] },
    // Many audit logs have an action with a dot and an actor: something of GitHub alone stands beside.
    { any: ['_document_id', 'actor_location', 'actor_ip', 'hashed_token', 'programmatic_access_type', 'org_id', 'business_id', { all: ['org', 'repo'] }, { path: 'p_log_type', starts_with: 'GitHub.' }, { all: [{ any: ['org', 'business', 'repo', 'user'] }, { path: ['created_at', '@timestamp'], matches: '^[0-9]{12,13}$' }] }] },
  ],
  time: [...times, { path: 'p_event_time', note: 'of a lake; numbers are milliseconds since 1970' }],
  fields: {
    'event.action': 'action',
    'event.category': [
      { when: { path: 'action', matches: '^(?:two_factor_authentication|security_key|passkey|user\\.two_factor|org\\.(?:enable|disable|require)_two_factor|business\\.(?:enable|disable)_two_factor)' }, value: 'mfa' },
      { when: { path: 'action', matches: '^(?:user\\.(?:login|failed_login|logout|new_device|verified_device)|(?:org|business)\\.sso_response|external_identity\\.)|_sso_response$' }, value: 'authentication' },
      { when: { path: 'action', matches: '^(?:personal_access_token|oauth_access|oauth_authorization|org_credential_authorization|user_session|public_key|deploy_key|ssh_certificate)[._]' }, value: 'session', note: 'tokens and keys' },
      { when: { path: 'action', matches: '^(?:git|workflows|pull_request|pull_request_review|pull_request_review_comment|issue|issue_comment|packages|codespaces|copilot|checks|discussion|discussion_post|project|gist|release|commit_comment)\\.' }, value: 'api' },
      { when: { path: 'action', is: ['repo.download_zip', 'repo.create', 'repo.fork', 'repo.rename', 'repo.pages_create'] }, value: 'api' },
      { value: 'configuration' },
    ],
    'event.outcome': [
      { when: { path: 'action', matches: 'fail|reject|denied' }, value: 'failure', note: 'the kind of event says it' },
      { path: 'conclusion', map: { success: 'success', failure: 'failure', cancelled: 'unknown' }, else: 'unknown', note: 'of a workflow; no other event has a status' },
    ],
    'event.id': '_document_id',
    'event.access': [
      { when: { path: 'action', is: ['git.clone', 'git.fetch', 'repo.download_zip', 'workflows.download_artifact'] }, value: 'read' },
      { when: { path: 'action', is: 'git.push' }, value: 'write' },
      { path: 'operation_type', map: { create: 'write', modify: 'write', remove: 'write', restore: 'write', transfer: 'write', access: 'read' } },
    ],
    'user.name': { path: 'actor', lower: true, note: 'the login' },
    'user.id': { path: 'actor_id', note: 'stays where the login is renamed' },
    'user.type': [{ when: { any: [{ path: 'actor_is_bot', is: true }, { path: 'actor', ends_with: '[bot]' }] }, value: 'bot' }, { when: { path: 'actor_is_agent', is: true }, value: 'agent' }, { when: 'actor', value: 'user' }],
    'organization.id': { path: ['org', 'org[0]', 'business'], note: 'the organisation, else the enterprise' },
    'source.ip': { path: 'actor_ip', note: 'only where the organisation has turned it on' },
    'user_agent.original': 'user_agent',
    'application.name': ['oauth_application_name', 'oauth_application', 'application_name', 'integration'],
    'credential.id': { path: ['hashed_token', 'deploy_key_fingerprint'], note: 'the hash of the token that was used, as GitHub logs it' },
    'credential.issued_id': { when: { path: 'action', matches: '^(?:public_key|deploy_key)\\.create' }, path: 'fingerprint', note: 'a key that was put in' },
    'auth.token_type': { path: 'programmatic_access_type', lower: true },
    'transaction.id': ['request_id', 'external_id'],
    'target.type': { path: 'action', capture: '^([^.]+)\\.', note: 'what stands before the dot' },
    'target.id': { every: ['repo_id', 'hook_id', 'ruleset_id', 'workflow_id', 'deploy_key_id', 'team_id'] },
    'target.name': { every: ['repo', 'repository', 'team', 'data.team', 'name', 'ruleset_name', 'branch', 'config.url'] },
    'user.target.name': { path: ['user', 'invitee', 'blocked_user'], lower: true },
    'user.target.id': 'user_id',
    'access.requested': { path: 'permission' },
    'access.granted': { every: ['permission', 'new_repo_permission', 'role'], note: 'what a member may do from now on' },
    'vendor.geo.country_iso_code': 'actor_location.country_code',
    'github.audit.org': ['org', 'org[0]'],
    'github.audit.business': 'business',
    'github.audit.repo': ['repo', 'repository'],
    'github.audit.token_id': 'token_id',
    'github.audit.token_scopes': { path: 'token_scopes', split: ',' },
    'github.audit.external_identity': { path: ['external_identity_nameid', 'external_identity_username'], lower: true, note: 'who this is at the identity provider' },
    'github.audit.protocol': ['transport_protocol_name', 'protocol_name'],
    'github.audit.visibility': ['visibility', { when: { path: ['public_repo', 'repository_public'], is: true }, value: 'public' }],
  },
};

export const githubAudit = declaredSource(githubAuditMapping);
