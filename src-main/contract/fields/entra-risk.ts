import { fieldOf } from './entry.ts';

const own = fieldOf('entra.risk');

/** What only entra.risk says. */
export const entraRisk = {
  'entra.risk.detection': own('dictionary', 'Risk event', 'riskEventType.'),
  'entra.risk.request_id': own('identifier', 'Request id', 'Id of the sign-in that was judged.'),
  'entra.risk.correlation_id': own('identifier', 'Correlation id', 'correlationId.'),
  'entra.risk.detected_at': own('time', 'Detected', 'When the detection was made.'),
  'entra.risk.timing': own('dictionary', 'Timing', 'realtime, nearRealtime or offline.'),
  'entra.risk.source': own('dictionary', 'Detected by', 'source: IdentityProtection, Microsoft Defender …'),
  'entra.risk.token_issuer': own('dictionary', 'Token issuer', 'tokenIssuerType.'),
} as const;
