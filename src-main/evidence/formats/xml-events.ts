import type { ShapeRecognition } from '../part.ts';

/** Windows events as XML: an element `Event` with its `System`, behind a declaration, a comment, a root or the heading of evtx_dump. Null for all else. */
export function xmlEvents(head: Buffer): ShapeRecognition | null {
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!/^(?:<[!?/A-Za-z]|Record \d{1,20}\s+<)/.test(text)) return null;
  const events = text.match(/<Event[\s>]/g)?.length ?? 0;
  if (events === 0 || !/<System[\s>]/.test(text) || !/<Provider[\s>/]/.test(text)) return null;
  return { shape: 'xml-events', confidence: /^(?:<Events?[\s>]|<\?xml|<!--|Record )/.test(text) ? 0.97 : 0.7, reason: `Windows events as XML, ${events} at the beginning` };
}
