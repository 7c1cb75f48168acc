import type { ReferenceFact } from '../../contract/index.ts';
import { objectIn, textOf, type JsonObject } from '../read.ts';
import { detailOf, objectsIn, timeOrNull, type ReferenceSource } from './source.ts';

/** `describe-instances` and `describe-addresses`, whole or a reservation, instance or address at a time. */
export const awsEc2: ReferenceSource = {
  id: 'aws.ec2',
  version: 1,
  title: 'EC2 instances and addresses',
  is: (value) => Array.isArray(value['Reservations']) || (Array.isArray(value['Instances']) && 'OwnerId' in value) || ('InstanceId' in value && 'LaunchTime' in value) || isAddress(value)
    || (Array.isArray(value['Addresses']) && objectsIn(value['Addresses']).some(isAddress)),
  facts(value) {
    if (Array.isArray(value['Addresses'])) return objectsIn(value['Addresses']).filter(isAddress).map(addressOf);
    if (isAddress(value) && !('LaunchTime' in value)) return [addressOf(value)];
    const reservations = Array.isArray(value['Reservations']) ? objectsIn(value['Reservations']) : [value];
    return reservations.flatMap((one) => (Array.isArray(one['Instances']) ? objectsIn(one['Instances']) : [one]).flatMap((instance) => instanceFacts(instance, textOf(one['OwnerId']))));
  },
};

function isAddress(value: JsonObject): boolean {
  return 'PublicIp' in value && ('AllocationId' in value || 'Domain' in value);
}

function addressOf(value: JsonObject): ReferenceFact {
  const instance = textOf(value['InstanceId']);
  return {
    kind: 'address', fromMs: null, toMs: null, ip: textOf(value['PublicIp']), instance, organization: textOf(value['NetworkInterfaceOwnerId']), label: instance === undefined ? 'Elastic IP' : `Elastic IP of ${instance}`,
    detail: detailOf({ allocation: value['AllocationId'], 'private address': value['PrivateIpAddress'] }),
  };
}

/** One fact per address, since each is looked for by itself; an instance without one is told once. */
function instanceFacts(value: JsonObject, owner: string | undefined): readonly ReferenceFact[] {
  const instance = textOf(value['InstanceId']);
  if (instance === undefined) return [];
  const role = textOf(objectIn(value['IamInstanceProfile'])['Arn'])?.split('/').at(-1);
  const name = objectsIn(value['Tags']).find((tag) => tag['Key'] === 'Name')?.['Value'];
  const fact: ReferenceFact = {
    kind: 'instance', fromMs: timeOrNull(value['LaunchTime']), toMs: endOf(value), instance, organization: owner, host: textOf(value['PrivateDnsName']), label: [instance, textOf(name)].filter(Boolean).join(' '),
    detail: detailOf({ 'instance profile': role, state: objectIn(value['State'])['Name'], type: value['InstanceType'], zone: objectIn(value['Placement'])['AvailabilityZone'] }),
  };
  const addresses = new Set<string>();
  for (const one of [value, ...objectsIn(value['NetworkInterfaces'])]) {
    for (const ip of [textOf(one['PublicIpAddress']), textOf(objectIn(one['Association'])['PublicIp']), textOf(one['PrivateIpAddress']), ...objectsIn(one['Ipv6Addresses']).map((six) => textOf(six['Ipv6Address']))]) if (ip !== undefined) addresses.add(ip);
  }
  return addresses.size === 0 ? [fact] : [...addresses].map((ip) => ({ ...fact, ip }));
}

/** When it was stopped for good: EC2 says it in words alone, `User initiated (2026-05-04 08:15:30 GMT)`. */
function endOf(value: JsonObject): number | null {
  if (textOf(objectIn(value['State'])['Name']) !== 'terminated') return null;
  return timeOrNull(/\((\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) GMT\)/.exec(textOf(value['StateTransitionReason']) ?? '')?.[1]);
}
