import { chooseSource, isRefusal, unwrap } from '../../src-main/sources/index.ts';
import type { EventDraft } from '../../src-main/contract/index.ts';

/** A record of an invented company, as CloudTrail writes it; `over` replaces fields, `undefined` takes them away. */
export function trailRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'IAMUser', principalId: 'AIDAEXAMPLEMARA', arn: 'arn:aws:iam::111122223333:user/mara', accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLEMARA00001', userName: 'mara',
    },
    eventTime: '2026-05-04T08:15:30Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2.15.30 Python/3.11.8',
    requestParameters: null,
    responseElements: null,
    requestID: 'req-1',
    eventID: 'ev-1',
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    ...over,
  };
}

/** A role session of Identity Center in the console. */
export const roleIdentity = {
  type: 'AssumedRole', principalId: 'AROAEXAMPLEDEV:jonas@halden.example', arn: 'arn:aws:sts::111122223333:assumed-role/Developer/jonas@halden.example',
  accountId: '111122223333', accessKeyId: 'ASIAEXAMPLEJONAS0001',
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEDEV', arn: 'arn:aws:iam::111122223333:role/Developer', accountId: '111122223333', userName: 'Developer' },
    attributes: { creationDate: '2026-05-04T07:59:00Z', mfaAuthenticated: 'false' },
  },
};

/** Events that a raw value gives; throws where it was refused. */
export function eventsOf(value: unknown): EventDraft[] {
  return unwrap(value, null).map((inner) => {
    if ('skip' in inner) throw new Error(`skipped: ${inner.skip.reason} ${inner.skip.detail}`);
    const choice = chooseSource(inner);
    if (!('source' in choice)) throw new Error(`no source: ${choice.reason}`);
    const made = choice.source.map(inner);
    if (isRefusal(made)) throw new Error(`refused: ${made.reason} ${made.detail}`);
    return made;
  });
}

export function eventOf(value: unknown): EventDraft {
  const [event, ...more] = eventsOf(value);
  if (!event || more.length > 0) throw new Error('not one event');
  return event;
}

/** Event, or the reason of the skip, for each inner record. */
export function outcomesOf(value: unknown): string[] {
  return unwrap(value, null).map((inner) => {
    if ('skip' in inner) return inner.skip.reason;
    const choice = chooseSource(inner);
    if (!('source' in choice)) return 'source/unknown';
    const made = choice.source.map(inner);
    return isRefusal(made) ? made.reason : 'event';
  });
}
