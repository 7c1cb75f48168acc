import { eachCredentialEvent, earlierIn, storeLineage, type TraceResult, type WriteCase } from '../case/index.ts';
import { edgeFinder, groupLogins, inferSso } from '../lineage/index.ts';
import { exposedEdges } from './lineage-exposed.ts';
import { loginRecords } from './lineage-logins.ts';
import { peopleIn } from '../questions/people-agree.ts';
import { ssoEvents, ssoSignIns } from './lineage-sso.ts';

/**
 * Traces what credentials and sessions came from, on which hosts they were read, and which records are one login, over all events of a case, and stores it. Made anew each time, so the order of imports does not matter;
 * where nothing changed nothing is written. About one pass over the events.
 */
export function traceLineage(file: WriteCase): TraceResult {
  const earlier = earlierIn(file);
  const finder = edgeFinder(earlier);
  eachCredentialEvent(file, finder.take);
  const people = peopleIn(file);
  const sso = ssoEvents(file, people);
  const signedOn = sso.length === 0 ? [] : inferSso(sso, ssoSignIns(file, people), earlier, (a, b) => people.agree(a, b) !== null);
  const inferred = [...signedOn, ...exposedEdges(file, people, earlier)];
  const logins = [...groupLogins(loginRecords(file), earlier)].sort((a, b) => a.lead - b.lead);
  return storeLineage(file, { edges: finder.edges(inferred), logins });
}
