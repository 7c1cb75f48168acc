import { auditRecord, cmdletRecord, mailRecord, roleRecord, signInRecord } from '../m365-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  auditRecord(),
  signInRecord(),
  signInRecord({ Operation: 'UserLoginFailed', ResultStatus: 'Failed', ErrorNumber: '50126', LogonError: 'InvalidUserNameOrPassword' }),
  mailRecord(),
  mailRecord({ Operation: 'SendAs', RecordType: 2, SendAsUserSmtp: 'Boss@halden.example', Item: { Subject: 'Invoice', InternetMessageId: '<3@halden.example>', ParentFolder: { Path: '\\Sent' } } }),
  cmdletRecord(),
  roleRecord(),
];
