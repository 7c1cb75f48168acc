/**
 * Rules that look at many sources at once. What they find depends on which sources are in the month, so the truth of a source does not name their findings: on the month with all sources they speak of the
 * people of the story alone, once for each source that the thief is seen in. So do those over two events that follow each other.
 */
export const rulesOfAnySource: readonly string[] = ['many-networks', 'many-clients', 'two-countries', 'new-hosted-address', 'new-country', 'new-country-for-user', 'new-region-for-user', 'impossible-travel', 'impossible-travel-by-log', 'aws-key-impossible-travel', 'okta-session-elsewhere', 'two-logins-at-once', 'success-then-failure-elsewhere', 'm365-session-in-two-places', 'entra-session-in-two-places'];

/** What they must find: rule, user and source of the first event. */
export const foundInAnySource: readonly (readonly [rule: string, user: string, dataset: string])[] = [
  ...(['new-country-for-user', 'two-countries'] as const).flatMap((rule) => [
    [rule, 'AWSReservedSSO_PowerUser_cd0beb7083707fd9', 'aws.cloudtrail'], [rule, 'FreightKubernetes', 'aws.cloudtrail'], [rule, 'j.doe', 'aws.cloudtrail'],
    [rule, 'j.doe@haldenfreight.example', 'entra.signin'], [rule, 'j.doe@haldenfreight.example', 'k8s.audit'], [rule, 'j.doe@haldenfreight.example', 'm365.audit'], [rule, 'j.doe@haldenfreight.example', 'okta.system'],
  ] as const),
  // The thief was in Amsterdam first, then in Frankfurt.
  ['new-country-for-user', 'j.doe@haldenfreight.example', 'entra.signin'],
  // The key was used from home in between.
  ['two-countries', 'j.doe', 'aws.cloudtrail'],
  ['new-hosted-address', 'j.doe', 'aws.cloudtrail'], ['new-hosted-address', 'j.doe@haldenfreight.example', 'entra.signin'],
  ['impossible-travel', 'j.doe@haldenfreight.example', 'entra.signin'], ['impossible-travel', 'j.doe@haldenfreight.example', 'okta.system'], ['impossible-travel', 'j.doe@haldenfreight.example', 'm365.audit'],
  ['impossible-travel-by-log', 'j.doe@haldenfreight.example', 'entra.signin'], ['impossible-travel-by-log', 'j.doe@haldenfreight.example', 'okta.system'],
  ['aws-key-impossible-travel', 'j.doe', 'aws.cloudtrail'], ['aws-key-impossible-travel', 'FreightKubernetes', 'aws.cloudtrail'], ['okta-session-elsewhere', 'j.doe@haldenfreight.example', 'okta.system'], ['m365-session-in-two-places', 'j.doe@haldenfreight.example', 'm365.audit'], ['entra-session-in-two-places', 'j.doe@haldenfreight.example', 'entra.signin'],
];
