import type { ReferenceFact } from '../../contract/index.ts';
import { textOf, type JsonObject } from '../read.ts';
import { detailOf, timeOrNull, type ReferenceSource } from './source.ts';

/** The credential report of IAM: a row per user, with both keys. It names no key ids: a key is known by its user and when it was made. */
export const awsCredentialReport: ReferenceSource = {
  id: 'aws.credential_report',
  version: 1,
  title: 'IAM credential report',
  is: (value) => 'user_creation_time' in value && 'access_key_1_active' in value && 'arn' in value,
  facts(value) {
    const user = textOf(value['user']);
    if (user === undefined) return 'the row names no user';
    const name = user === '<root_account>' ? 'root' : user;
    const organization = /^arn:[\w-]+:iam::(\d{12}):/.exec(textOf(value['arn']) ?? '')?.[1];
    const shared = { user: name, organization, toMs: null } as const;
    const account: ReferenceFact = {
      ...shared, kind: 'account', fromMs: timeOrNull(value['user_creation_time']), label: name,
      detail: detailOf({
        arn: value['arn'], 'password enabled': value['password_enabled'], 'password last used': value['password_last_used'], 'password last changed': value['password_last_changed'], 'MFA active': value['mfa_active'],
      }),
    };
    return [account, ...[1, 2].flatMap((number) => keyOf(value, number).map((key): ReferenceFact => ({ ...shared, ...key })))];
  },
};

function keyOf(value: JsonObject, number: number): readonly Pick<ReferenceFact, 'kind' | 'fromMs' | 'label' | 'detail'>[] {
  const [active, rotated] = [textOf(value[`access_key_${number}_active`]), timeOrNull(value[`access_key_${number}_last_rotated`])];
  if (rotated === null && active?.toLowerCase() !== 'true') return [];
  return [{
    kind: 'key', fromMs: rotated, label: `access key ${number}`,
    detail: detailOf({
      active, 'last used': value[`access_key_${number}_last_used_date`], 'last used in': value[`access_key_${number}_last_used_region`], 'last used with': value[`access_key_${number}_last_used_service`],
    }),
  }];
}
