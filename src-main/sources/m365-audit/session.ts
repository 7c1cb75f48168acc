import { objectIn, type JsonObject } from '../read.ts';
import { utiOf, utiText } from '../uti.ts';
import { saidOf } from './record.ts';

/** The token that was used, the session that it belongs to, and the token that a sign-in gave out. */
export interface Session {
  readonly credential: string | undefined;
  readonly issued: string | undefined;
  readonly id: string | undefined;
}

/** Where an Entra session id (SID) stands, surest first. */
const places = ['AADSessionId', 'AadSessionId', 'SessionId', 'sessionId', 'SessionID', 'Sid'] as const;

/** Reads the session of a record from the access context, the device properties, the extended properties or the record itself. */
export function sessionOf(record: JsonObject, device: JsonObject, extended: JsonObject, isSignIn: boolean): Session {
  const context = objectIn(record['AppAccessContext']);
  const uti = utiText(saidOf(context['UniqueTokenId']) ?? saidOf(record['UniqueTokenId']));
  return {
    credential: uti,
    issued: isSignIn ? utiOf(saidOf(record['IntraSystemId'])) : undefined,
    id: (sidIn(context) ?? sidIn(device) ?? sidIn(extended) ?? sidIn(record))?.toLowerCase(),
  };
}

/** The id of a session, or nothing where it says the GUID of nothing or a word for it. */
function sidIn(holder: JsonObject): string | undefined {
  for (const name of places) {
    const said = saidOf(holder[name]);
    if (said !== undefined && said !== '-') return said;
  }
  return undefined;
}
