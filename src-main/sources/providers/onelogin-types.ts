type Outcome = 'success' | 'failure' | 'unknown';
type Category = 'session' | 'authentication' | 'mfa' | 'api' | 'configuration';
interface EventType { readonly id: number; readonly action: string; readonly category: Category; readonly outcome: Outcome }

const type = (id: number, action: string, category: Category, outcome: Outcome = 'unknown'): EventType => ({ id, action, category, outcome });

/**
 * Kinds of events of OneLogin by number, the ones that an investigation of accounts turns on; the list of all is what `GET /api/1/events/types` answers. The words are ours.
 * An outcome stands only where the kind itself says it.
 */
const types: readonly EventType[] = [
  type(1, 'app-added-to-role', 'configuration'), type(2, 'app-removed-from-role', 'configuration'), type(3, 'user-assumed', 'session', 'success'), type(4, 'role-assigned', 'configuration', 'success'),
  type(5, 'login', 'authentication', 'success'), type(6, 'login-failed', 'authentication', 'failure'), type(7, 'logout', 'session', 'success'), type(8, 'app-login', 'authentication', 'success'),
  type(10, 'password-requested', 'configuration'), type(11, 'password-changed', 'configuration', 'success'), type(12, 'user-unlocked', 'configuration', 'success'),
  type(13, 'user-created', 'configuration', 'success'), type(14, 'user-updated', 'configuration', 'success'), type(15, 'user-deactivated', 'configuration', 'success'),
  type(16, 'user-activated', 'configuration', 'success'), type(17, 'user-deleted', 'configuration', 'success'), type(19, 'user-locked', 'configuration', 'success'),
  type(21, 'user-suspended', 'configuration', 'success'), type(22, 'factor-device-registered', 'mfa', 'success'), type(24, 'factor-device-removed', 'mfa', 'success'),
  type(29, 'app-logout', 'session', 'success'), type(32, 'user-reactivated', 'configuration', 'success'), type(35, 'user-locked-out-of-app', 'authentication', 'failure'),
  type(36, 'factor-device-lost', 'mfa'), type(40, 'factor-device-unlocked', 'mfa', 'success'), type(68, 'radius-login', 'authentication', 'success'), type(69, 'radius-login-failed', 'authentication', 'failure'),
  type(72, 'privilege-granted', 'configuration', 'success'), type(73, 'privilege-revoked', 'configuration', 'success'), type(74, 'trusted-idp-added', 'configuration', 'success'),
  type(75, 'trusted-idp-removed', 'configuration', 'success'), type(76, 'trusted-idp-changed', 'configuration', 'success'), type(77, 'app-proxy-login-failed', 'authentication', 'failure'),
  type(78, 'app-proxy-login', 'authentication', 'success'), type(85, 'app-login-failed', 'authentication', 'failure'), type(86, 'remote-login-failed', 'authentication', 'failure'),
  type(87, 'secure-note-viewed', 'api', 'success'), type(90, 'app-access-denied', 'authentication', 'failure'), type(110, 'login-information-changed', 'configuration', 'success'),
  type(111, 'login-information-change-failed', 'configuration', 'failure'), type(122, 'api-login', 'authentication', 'success'), type(123, 'api-login-failed', 'authentication', 'failure'),
  type(129, 'ldap-login-failed', 'authentication', 'failure'), type(130, 'ldap-login', 'authentication', 'success'), type(140, 'social-login', 'authentication', 'success'),
  type(141, 'social-login-failed', 'authentication', 'failure'), type(147, 'user-added-to-role', 'configuration', 'success'), type(148, 'user-removed-from-role', 'configuration', 'success'),
  type(149, 'user-added-to-role-by-rule', 'configuration', 'success'), type(151, 'role-management-granted', 'configuration', 'success'), type(152, 'role-management-revoked', 'configuration', 'success'),
  type(153, 'mac-login', 'authentication', 'success'), type(154, 'mac-login-failed', 'authentication', 'failure'), type(156, 'policy-created', 'configuration', 'success'),
  type(157, 'policy-changed', 'configuration', 'success'), type(158, 'policy-deleted', 'configuration', 'success'), type(170, 'factor-created', 'mfa', 'success'), type(171, 'factor-changed', 'mfa', 'success'),
  type(172, 'factor-deleted', 'mfa', 'success'), type(173, 'security-questions-changed', 'mfa', 'success'), type(179, 'api-credential-created', 'session', 'success'),
  type(180, 'api-credential-deleted', 'session', 'success'), type(181, 'api-credential-enabled', 'session', 'success'), type(182, 'api-credential-disabled', 'session', 'success'),
  type(211, 'password-changed-by-api', 'configuration', 'success'), type(240, 'password-revealed', 'configuration', 'success'), type(531, 'user-locked-by-api', 'configuration', 'success'),
  type(551, 'user-suspended-by-api', 'configuration', 'success'), type(553, 'user-locked-out-by-api', 'configuration', 'success'),
];

const by = <V>(pick: (one: EventType) => V): Readonly<Record<string, V>> => Object.fromEntries(types.map((one) => [String(one.id), pick(one)]));

export const oneloginActions = by(({ action }) => action);
export const oneloginCategories = by(({ category }) => category);
export const oneloginOutcomes = by(({ outcome }) => outcome);
/** In these the user who is named is the one who acted. */
export const oneloginSignIns: readonly string[] = ['5', '6', '7', '8', '10', '29', '35', '68', '69', '77', '78', '85', '86', '90', '122', '123', '129', '130', '140', '141', '153', '154'];
