const environment = { id: '5b1f0a7d-9c01-4b86-9f0e-c7e6b1de1c5a' };

/** An activity of an invented environment. */
export function pingRecord(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _links: { self: { href: `https://api.pingone.eu/v1/environments/${environment.id}/activities/0a1b2c3d-4e5f-4a6b-8c7d-000000000001` } }, id: '0a1b2c3d-4e5f-4a6b-8c7d-000000000001', recordedAt: '2026-05-04T08:15:30.123Z', createdAt: '2026-05-04T08:15:30.456Z',
    correlationId: '7d9c01c7-e6b1-4de1-95a4-b869f0e5b1f0', internalCorrelation: { sessionId: 'sess-77a1', transactionId: 'tx-1' }, source: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/124.0', ipAddress: '203.0.113.9' },
    actors: {
      client: { id: 'cl-1', name: 'PingOne Admin Console', environment, href: 'https://api.pingone.eu/v1/x', type: 'CLIENT' },
      user: { id: 'us-1', name: 'Mara.Lund@halden.example', environment, population: { id: 'pop-1' }, href: 'https://api.pingone.eu/v1/y', type: 'USER' },
    },
    action: { type: 'USER.ACCESS_ALLOWED', description: 'User Access Allowed' }, resources: [{ type: 'USER', id: 'us-1', name: 'Mara.Lund@halden.example', environment }, { type: 'DEVICE', id: 'dev-5', name: 'Phone', environment }],
    result: { status: 'SUCCESS', description: 'Passed role access control' }, ...more,
  };
}

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  pingRecord(),
  pingRecord({ id: '0a1b2c3d-4e5f-4a6b-8c7d-000000000002', action: { type: 'ROLE_ASSIGNMENT.CREATED', description: 'Role Assignment Created' }, tags: ['adminIdentityEvent'] }),
  pingRecord({ id: '0a1b2c3d-4e5f-4a6b-8c7d-000000000003', action: { type: 'PASSWORD.CHECK_FAILED', description: 'Password Check Failed' }, actors: undefined, result: { status: 'FAILED', description: 'Wrong password' } }),
];
