import type { WriteCase } from '../../src-main/case/index.ts';
import type { FieldName } from '../../src-main/contract/index.ts';
import { storeTold, type Told } from './told-events.ts';

export type Fields = { readonly [N in FieldName]?: string | number | boolean | readonly string[] };

/** Keys of j.doe that are used, and programs on a host of theirs that read where keys lie. */
export const t0 = Date.UTC(2026, 2, 3, 9);
export const [hour, day] = [3_600_000, 86_400_000];
export const [office, away] = ['198.51.100.7', '203.0.113.9'];
let counted = 0;
export const at = (ms: number, fields: Fields, ip = office): Told => ({ vendorId: `e${(counted += 1)}`, ms: t0 + ms, ip, fields });
export const call = (ms: number, key: string, ip = office, over: Fields = {}): Told => at(ms, { 'event.dataset': 'aws.cloudtrail', 'event.action': 'ListBuckets', 'user.name': 'j.doe', 'user.id': 'arn:aws:iam::111122223333:user/j.doe', 'credential.id': key, 'session.id': key, ...over }, ip);
export const read = (ms: number, over: Fields = {}, dataset = 'linux.process'): Told => ({
  ...at(ms, { 'event.dataset': dataset, 'event.action': 'exec', 'user.name': 'j.doe', 'host.id': 'host-1', 'host.name': 'build', 'process.command_line': 'cat /home/j.doe/.aws/credentials', 'process.executable': '/usr/bin/cat', ...over }), ip: undefined,
}) as unknown as Told;

export const storedIn = (file: WriteCase, events: readonly Told[]): WriteCase => {
  storeTold(file, 'logs.json', events.map(({ ip, ...event }) => (ip === undefined ? event : { ip, ...event }) as Told));
  return file;
};
