/** What the error code of a sign-in says. */
export interface Verdict {
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** `undefined` where there was no error, or none is told. */
  readonly code: string | undefined;
  /** A step of a login that goes on: a page was shown, or a second factor asked for. */
  readonly interrupted: boolean;
}

/**
 * A page or a redirect in the middle of a login; nobody was refused. By Microsoft's list of AADSTS codes: 16000 which of several sessions · 16001 pick
 * again · 50058 nobody is signed in yet · 50097 device proof asked · 50125 password reset or registration · 50127 broker app to be installed · 50129 device
 * to be registered · 50140 keep me signed in? · 50168 browser token asked · 50199 confirm the app · 51005 redirect · 51006 sign in anew for integrated
 * authentication · 65001 consent asked · 70016 device code not entered yet · 81006, 81010, 81012 no, an expired or another user's Kerberos ticket (the
 * password follows) · 90095 ask an administrator.
 */
const interruptions = new Set([
  '16000', '16001', '50058', '50097', '50125', '50127', '50129', '50140', '50168', '50199', '51005', '51006', '65001', '70016', '81006', '81010', '81012', '90095',
]);
/**
 * The first factor was right and a second one was asked for: 50072 and 50079 to be registered, 50074 and 50076 to be shown, 50158 shown to another
 * provider. No token was issued by this record, so it is a failure; the record of the login that follows says how it ended.
 */
const secondFactorAsked = new Set(['50072', '50074', '50076', '50079', '50158']);
/**
 * Codes that are given only after the password was found right: those above; 500121 second factor failed; 50055 expired; 53000 to 53004, 530032 stopped
 * by policy, which is looked at after the first factor.
 */
const passwordWasRight = new Set([...secondFactorAsked, '500121', '50055', '53000', '53001', '53002', '53003', '53004', '530032']);
/** Wrong or no password: 50056, 50064, 50126. */
const passwordWasWrong = new Set(['50056', '50064', '50126']);

/** @param said error code as number or text, or a word in its place: `Success`, `Failure`, `Interrupted`; `undefined` where nothing is told */
export function verdictOf(said: string | undefined): Verdict {
  if (said === undefined) return { outcome: 'unknown', code: undefined, interrupted: false };
  const word = said.toLowerCase();
  if (said === '0' || word === 'success') return { outcome: 'success', code: undefined, interrupted: false };
  if (word === 'failure') return { outcome: 'failure', code: undefined, interrupted: false };
  if (word === 'interrupted') return { outcome: 'unknown', code: undefined, interrupted: true };
  const code = /^(?:AADSTS)?(\d{1,9})(?:\.0)?$/i.exec(said)?.[1];
  // Any other word tells nothing: names of types, "None".
  if (code === undefined) return { outcome: 'unknown', code: undefined, interrupted: false };
  if (code === '0') return { outcome: 'success', code: undefined, interrupted: false };
  if (interruptions.has(code)) return { outcome: 'unknown', code, interrupted: true };
  return { outcome: 'failure', code, interrupted: secondFactorAsked.has(code) };
}

/**
 * Whether the password was right though the login did not succeed. A password step among the steps says so itself; without steps the code says it, of a
 * login that a person typed.
 * @param step whether a password step succeeded; `undefined` without one
 * @param hasSteps the record lists the steps of the login
 */
export function passwordAccepted({ outcome, code }: Verdict, step: boolean | undefined, hasSteps: boolean, interactive: boolean): boolean | undefined {
  if (outcome === 'success') return undefined;
  if (code !== undefined && passwordWasWrong.has(code)) return false;
  if (step === true) return true;
  return !hasSteps && interactive && code !== undefined && passwordWasRight.has(code) ? true : undefined;
}
