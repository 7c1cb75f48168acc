/** An entry of the audit log of an invented organisation, as its stream writes it. */
export function githubRecord(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    '@timestamp': 1_777_882_530_123, _document_id: 'hQ7dJk2mPz9xWvB4', action: 'git.clone', actor: 'Mara-Lund', actor_id: 4021337, actor_is_bot: false, actor_ip: '203.0.113.9', actor_location: { country_code: 'NO' },
    business: 'halden-group', business_id: 77, org: 'halden', org_id: 1204, repo: 'halden/payroll', repo_id: 99121, user: '', user_agent: 'git/2.44.0', hashed_token: 'Zk9v0YbQe1t3mPZ1xq8gR2cS5uVhWjLd7nK4oEaXyTI=', token_id: 551201, token_scopes: 'repo,read:org',
    programmatic_access_type: 'Personal access token (classic)', external_identity_nameid: 'Mara.Lund@halden.example', transport_protocol_name: 'http', visibility: 'private', request_id: 'C0DE:1A2B:3C4D', ...more,
  };
}

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  githubRecord(),
  githubRecord({ _document_id: 'hQ7dJk2mPz9xWvB5', action: 'repo.add_member', operation_type: 'create', user: 'Someone-Else', user_id: 88, permission: 'admin', created_at: 1_777_882_530_124 }),
  githubRecord({ _document_id: 'hQ7dJk2mPz9xWvB6', action: 'public_key.create', operation_type: 'create', fingerprint: 'SHA256:3f8b0c9e', repo: undefined, repo_id: undefined }),
  githubRecord({ _document_id: 'hQ7dJk2mPz9xWvB7', action: 'protected_branch.rejected_ref_update', actor: 'dependabot[bot]', oauth_application_name: 'Dependabot', actor_is_bot: true }),
];
