import { flagOf, isObject, objectIn, type JsonObject } from '../read.ts';
import { listIn, named, textsIn } from '../entra-shapes/said.ts';

/** How the actor proved who it was. */
export interface Steps {
  readonly method: string | undefined;
  readonly factors: readonly string[] | undefined;
  readonly mfa: string | undefined;
  /** What the last step of a second factor says of itself. */
  readonly detail: string | undefined;
  /** A password step succeeded; false where it did not; `undefined` without one. */
  readonly password: boolean | undefined;
  readonly hasSteps: boolean;
}

const previously = 'Previously satisfied';
const passwordMethods = new Set(['password', 'password hash sync', 'pass-through authentication', 'password in the cloud', 'phs', 'pta']);

/**
 * Reads `authenticationDetails` (list or JSON text), and where it is absent `authenticationMethodsUsed`, `mfaDetail`, `status.additionalDetails` and
 * the requirement. `mfa` is the method that satisfied a second factor, `session` where a claim of the token or session carries it, `external provider`,
 * or `none` where one factor sufficed.
 */
export function stepsOf(properties: JsonObject, status: JsonObject, succeeded: boolean): Steps {
  const steps = listIn(properties['authenticationDetails']).filter(isObject).slice(0, 20);
  const first = steps.find((step) => !isSecond(step));
  const seconds = steps.filter((step, at) => isSecond(step) || (at > 0 && step !== first && !isPassword(step)));
  const detail = objectIn(properties['mfaDetail']);
  const passwords = steps.filter(isPassword);
  return {
    method: named(first?.['authenticationMethod']) ?? textsIn(properties['authenticationMethodsUsed'])?.[0],
    factors: distinct([...seconds.map((step) => named(step['authenticationMethod'])), named(detail['authMethod'])]),
    mfa: satisfiedBy(seconds) ?? told(named(status['additionalDetails'])) ?? (succeeded ? named(detail['authMethod']) ?? withoutSecond(properties) : undefined),
    detail: named(seconds.at(-1)?.['authenticationStepResultDetail']),
    password: passwords.length === 0 ? undefined : passwords.some((step) => flagOf(step['succeeded']) === true),
    hasSteps: steps.length > 0,
  };
}

function isSecond(step: JsonObject): boolean {
  return /multi-?\s?factor/i.test(named(step['authenticationStepRequirement']) ?? '');
}

function isPassword(step: JsonObject): boolean {
  return passwordMethods.has(named(step['authenticationMethod'])?.toLowerCase() ?? '');
}

function withoutSecond(properties: JsonObject): 'none' | undefined {
  return named(properties['authenticationRequirement']) === 'singleFactorAuthentication' ? 'none' : undefined;
}

function satisfiedBy(seconds: readonly JsonObject[]): string | undefined {
  const done = seconds.find((step) => flagOf(step['succeeded']) === true);
  if (done === undefined) return undefined;
  const method = named(done['authenticationMethod']);
  return told(named(done['authenticationStepResultDetail'])) ?? (method === previously ? 'session' : method);
}

/** What the words about the second factor say: "MFA requirement satisfied by claim in the token", "… provided by external provider", "MFA completed in Azure AD". */
function told(words: string | undefined): string | undefined {
  if (words === undefined || !/satisfied|completed/i.test(words) || !/mfa|multi-?\s?factor/i.test(words)) return undefined;
  return /external provider/i.test(words) ? 'external provider' : /claim|token|previously/i.test(words) ? 'session' : undefined;
}

function distinct(list: readonly (string | undefined)[]): readonly string[] | undefined {
  const found = [...new Set(list.filter((one) => one !== undefined && one !== previously) as string[])];
  return found.length === 0 ? undefined : found;
}
