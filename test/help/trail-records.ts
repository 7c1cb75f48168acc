/** A CloudTrail record of an invented company, by number: the same number gives the same record. `over` replaces fields. */
export function trailRecord(n: number, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const user = `worker${n % 7}`;
  return {
    eventVersion: '1.09',
    userIdentity: { type: 'IAMUser', principalId: `AIDAEXAMPLE${n % 7}`, arn: `arn:aws:iam::777788889999:user/${user}`, accountId: '777788889999', accessKeyId: `AKIAEXAMPLEWORKER00${n % 7}`, userName: user },
    eventTime: new Date(Date.UTC(2026, 1, 2, 6) + n * 1000).toISOString().replace('.000', ''),
    eventSource: 's3.amazonaws.com',
    eventName: ['GetObject', 'PutObject', 'ListBuckets'][n % 3],
    awsRegion: 'eu-west-1',
    sourceIPAddress: `85.255.33.${n % 200}`,
    userAgent: 'aws-cli/2.15.30 Python/3.11.8',
    requestParameters: { bucketName: 'grain', key: `crop/${n}.csv` },
    responseElements: null,
    requestID: `R${n}`,
    eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    readOnly: n % 3 !== 1,
    eventType: 'AwsApiCall',
    recipientAccountId: '777788889999',
    ...over,
  };
}

/** Records in the layout of an S3 delivery. */
export function deliveryOf(records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}

/**
 * Records of a key that was stolen: one user at home all day, and the same key with another client from another network for some minutes. Real
 * ranges, so that the real tables name the networks.
 */
export function stolenKey(day = Date.UTC(2026, 1, 3)): Record<string, unknown>[] {
  const at = (minutes: number) => new Date(day + minutes * 60_000).toISOString().replace('.000', '');
  const identity = { type: 'IAMUser', principalId: 'AIDAEXAMPLEMARA', arn: 'arn:aws:iam::777788889999:user/mara', accountId: '777788889999', accessKeyId: 'AKIAEXAMPLEMARA00001', userName: 'mara' };
  const home = Array.from({ length: 24 }, (_, i) => trailRecord(10_000 + i, { userIdentity: identity, eventTime: at(480 + i * 5), eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com', sourceIPAddress: '73.3.132.20' }));
  const thief = Array.from({ length: 9 }, (_, i) =>
    trailRecord(20_000 + i, { userIdentity: identity, eventTime: at(512 + i), eventName: 'ListBuckets', sourceIPAddress: '45.142.37.66', userAgent: 'aws-cli/1.18.69 Python/3.8.10 Linux/5.4.0 botocore/1.16.19' }));
  return [...home, ...thief];
}
