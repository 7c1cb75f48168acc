import { asMonitor, serviceSignIn, signIn } from '../entra-signin-records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  signIn({ incomingTokenType: 'refreshToken', originalTransferMethod: 'deviceCodeFlow', authenticationProtocol: 'deviceCode', ipAddressFromResourceProvider: '198.51.100.7', signInTokenProtectionStatus: 'unbound',
    riskEventTypes_v2: ['unfamiliarFeatures'], riskDetail: 'userPassedMFADrivenByRiskBasedPolicy' }),
  asMonitor(signIn({ status: { errorCode: 50074, failureReason: 'Strong Authentication is required.' }, appliedConditionalAccessPolicies: [{ displayName: 'Require a second factor', result: 'failure' }, { displayName: 'Other', result: 'notApplied' }] })),
  serviceSignIn(),
];
