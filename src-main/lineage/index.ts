export { edgeFinder, type Earlier, type FoundEdge, type InferredEdge } from './edges.ts';
export { exposedFinder, exposedWithinMs, type Candidate, type Touch, type TouchMatch } from './exposed.ts';
export { groupLogins, loginStates, type LoginGroup, type LoginRecords, type LoginWhy } from './logins.ts';
export { inferSso, type SsoEvent, type SsoSignIn } from './sso.ts';
