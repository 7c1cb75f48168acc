import { fieldOf } from './entry.ts';

const own = fieldOf('entra.signin');

/** What only entra.signin says. */
export const entraSignin = {
  'entra.signin.kind': own('dictionary', 'Sign-in kind', 'interactive, non-interactive, service-principal, managed-identity or adfs; absent where the export does not say.'),
  'entra.signin.sign_in_id': own('identifier', 'Sign-in id', 'id of the sign-in record.'),
  'entra.signin.correlation_id': own('identifier', 'Correlation id', 'Made by the client; joins the steps of one attempt, proves nothing.'),
  'entra.signin.original_request_id': own('identifier', 'Original request', 'Id of the first request of the chain of authentications.'),
  'entra.signin.error_message': own('text', 'Failure reason', 'status.failureReason.'),
  'entra.signin.status_detail': own('dictionary', 'Status detail', 'What became of the second factor, in the words of the source: MFA denied; user declined the authentication.'),
  'entra.signin.client_app': own('dictionary', 'Client app', 'Browser, mobile apps and desktop clients, or a legacy protocol.'),
  'entra.signin.resource_id': own('dictionary', 'Resource id', 'Application id of the resource.'),
  'entra.signin.application_id': own('dictionary', 'Application id', 'appId of the client application.'),
  'entra.signin.home_tenant': own('dictionary', 'Home tenant', 'Tenant of the user.'),
  'entra.signin.resource_tenant': own('dictionary', 'Resource tenant', 'Tenant of the resource.'),
  'entra.signin.cross_tenant': own('dictionary', 'Cross-tenant access', 'crossTenantAccessType.'),
  'entra.signin.conditional_access': own('dictionary', 'Conditional access', 'conditionalAccessStatus.'),
  'entra.signin.blocked_by': own('dictionary', 'Blocked by', 'Conditional Access policies that were not met.', 'event_value', true),
  'entra.signin.authentication_requirement': own('dictionary', 'Required', 'singleFactorAuthentication or multiFactorAuthentication.'),
  'entra.signin.authentication_protocol': own('dictionary', 'Protocol', 'authenticationProtocol.'),
  'entra.signin.token_protection': own('dictionary', 'Token protection', 'tokenProtectionStatusDetails.'),
  'entra.signin.resource_ip': own('dictionary', 'IP seen by the resource', 'ipAddressFromResourceProvider.'),
  'entra.signin.interrupted': own('flag', 'Interim', 'An interim step of a login (a page was shown, a second factor asked for): not a success, and not to be counted as a failed login.'),
  'entra.signin.password_accepted': own('flag', 'Password accepted', 'The password was right though the login was stopped; no: it was wrong. Absent where nothing says so.'),
  'entra.signin.device_name': own('dictionary', 'Device name', 'deviceDetail.displayName.'),
  'entra.signin.device_os': own('dictionary', 'Device OS', 'deviceDetail.operatingSystem.'),
  'entra.signin.device_browser': own('dictionary', 'Device browser', 'deviceDetail.browser.'),
  'entra.signin.service_principal_id': own('dictionary', 'Service principal', 'servicePrincipalId.'),
} as const;
