import { graphRecord, graphRow } from '../graph-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  graphRecord(),
  graphRecord({ requestMethod: 'POST', requestUri: 'https://graph.microsoft.com/beta/users/6d4ca534-c337-474d-8c76-6c715b31bc52/authentication/methods', responseStatusCode: 403 }),
  graphRecord({ userId: '', servicePrincipalId: '60feb7be-1cc1-410a-b9b5-d419e4882844', C_Idtyp: 'app', clientAuthMethod: 2, scopes: '', roles: 'Mail.ReadWrite' }),
  graphRow(false, { UserPrincipalName: 'Mara@halden.example' }),
];
