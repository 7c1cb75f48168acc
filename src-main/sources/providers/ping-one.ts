import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

/** Kinds of events that are about the user whom they name as a resource, where no actor is told. */
const ofThemselves = { path: 'action.type', matches: '^(?:PASSWORD\\.CHECK_|USER\\.ACCESS_|FLOW\\.|MFA|OTP|USER\\.LOCKED)' } as const;

/** Audit activities of PingOne, from the API or a webhook. */
export const pingOneMapping: DeclaredMapping = {
  format: 1,
  id: 'ping_one',
  title: 'PingOne audit log',
  version: 1,
  dataset: 'ping_one',
  recognise: ['recordedAt', 'action.type', { any: ['result', 'actors', 'resources'] }],
  time: 'recordedAt',
  fields: {
    'event.action': 'action.type',
    'event.category': [
      { when: { path: 'action.type', matches: '^(?:SESSION|TOKEN|REFRESH_TOKEN|ACCESS_TOKEN)[._]' }, value: 'session' },
      { when: { path: 'action.type', matches: '^(?:MFA_DEVICE|MFA_AUTH|DEVICE|OTP)[._]' }, value: 'mfa' },
      { when: { path: 'action.type', matches: '^(?:USER\\.ACCESS_|PASSWORD\\.CHECK_|AUTHENTICATION|FLOW\\.|SIGNON)' }, value: 'authentication' },
      { when: { path: 'action.type', ends_with: '.READ' }, value: 'api' },
      { value: 'configuration' },
    ],
    'event.outcome': [
      { when: { path: 'action.type', matches: '(?:_FAILED|_DENIED|\\.FAILED|\\.DENIED)$' }, value: 'failure', note: 'the kind of event says that it failed' },
      { when: { path: 'action.type', is: ['FLOW.CREATED', 'FLOW.UPDATED'] }, value: 'unknown', note: 'a sign-on that goes on' },
      { path: 'result.status', upper: true, map: { SUCCESS: 'success', FAILED: 'failure', FAILURE: 'failure' }, else: 'unknown' },
    ],
    'event.id': 'id',
    'event.access': [
      { when: { path: 'action.type', ends_with: '.READ' }, value: 'read' },
      { when: [{ path: 'action.type', matches: '(?:CREATED|UPDATED|DELETED|SET|RESET|ENABLED|DISABLED|ASSIGNED)$' }, { not: { path: 'action.type', starts_with: 'FLOW.' } }], value: 'write' },
    ],
    'user.name': [{ path: 'actors.user.name', lower: true }, { when: ofThemselves, path: 'resources[type=USER].name', lower: true, note: 'where no actor is told' }, { path: 'actors.client.name', lower: true }],
    'user.id': ['actors.user.id', { when: ofThemselves, path: 'resources[type=USER].id' }, 'actors.client.id'],
    'user.type': ['actors.user.type', { when: ofThemselves, path: 'resources[type=USER].type' }, 'actors.client.type'],
    'organization.id': { path: ['actors.user.environment.id', 'resources[type=USER].environment.id', 'actors.client.environment.id'], note: 'the environment that the user belongs to' },
    'source.ip': { path: ['source.ipAddress', 'actors.user.ipAddress'], note: 'audit activities of before 2023 have none' },
    'user_agent.original': 'source.userAgent',
    'application.name': 'actors.client.name',
    'session.id': ['internalCorrelation.sessionId', 'session.id', 'actors.user.session.id'],
    'device.id': { path: 'resources[type=DEVICE].id', note: 'a device of the second factor' },
    'transaction.id': { path: ['correlationId', 'internalCorrelation.transactionId'], note: 'all activities of one sign-on share it' },
    'target.type': 'resources[*].type',
    'target.id': 'resources[*].id',
    'target.name': 'resources[*].name',
    'user.target.name': { when: { not: ofThemselves }, every: ['resources[type=USER].name'], lower: true },
    'user.target.id': { when: { not: ofThemselves }, every: ['resources[type=USER].id'] },
    'ping_one.environment': ['resources[0].environment.id', { path: '_links.self.href', capture: '/environments/([^/]+)/' }],
    'ping_one.population': 'actors.user.population.id',
    'ping_one.client_id': 'actors.client.id',
    'ping_one.description': 'action.description',
    'ping_one.result': 'result.description',
    'ping_one.tags': 'tags[*]',
  },
};

export const pingOne = declaredSource(pingOneMapping);
