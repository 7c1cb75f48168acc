/** Characters that are looked at: what a line is shows at its beginning. */
const HEAD = 400;
/** A priority, or a time as syslog writes it. */
const syslog = /^(?:<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d |\d{4}-\d\d-\d\dT\d\d:\d\d)/;
/** What hosts send in such a line that we know: Snare, auditd (by its plugin, its daemon or the kernel), Sysmon for Linux. */
const inSyslog = /MSWinEventLog[\t ]|\btype=\w+ msg=audit\(|\baudit(?:d|spd)?(?:\[\d+\])?: |\baudit\(\d+\.\d+:\d+\)|<Event[ >]/;

/**
 * True for the text of a host's log that is no JSON and that a source reads as it stands: a Windows event as XML or in the lines of Splunk's classic form,
 * a line of auditd, a syslog line that holds one of them. Looks at the beginning alone; which of them it is, the sources say.
 */
export function isHostText(text: string): boolean {
  const head = text.slice(0, HEAD).trimStart();
  const first = head.charCodeAt(0);
  // Most texts in a message are none of them: the first character says so.
  if (first === 0x3c) return /^<Event[\s>]/.test(head) || (/^<\?xml /.test(head) && /<Event[\s>]/.test(head)) || (syslog.test(head) && inSyslog.test(head));
  if (first >= 0x30 && first <= 0x39) return /^\d\d?\/\d\d?\/\d{4} \d\d?:\d\d:\d\d(?:\.\d+)? [AP]M\r*\n\w+=/.test(head) || (syslog.test(head) && inSyslog.test(head));
  if (head.startsWith('type=') || head.startsWith('node=')) return /^(?:node=\S+ )?type=[\w[\]]+ (?:msg=)?audit\(/.test(head);
  return first >= 0x41 && first <= 0x5a && syslog.test(head) && inSyslog.test(head);
}
