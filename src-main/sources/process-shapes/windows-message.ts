/** Labels of the message of event 4688, by the part of it in which they stand, with the name that the event's data has for them. */
const subject = { 'Security ID:': 'SubjectUserSid', 'Account Name:': 'SubjectUserName', 'Account Domain:': 'SubjectDomainName', 'Logon ID:': 'SubjectLogonId' } as const;
const target = { 'Security ID:': 'TargetUserSid', 'Account Name:': 'TargetUserName', 'Account Domain:': 'TargetDomainName', 'Logon ID:': 'TargetLogonId' } as const;
const program = {
  'New Process ID:': 'NewProcessId', 'New Process Name:': 'NewProcessName', 'Token Elevation Type:': 'TokenElevationType', 'Mandatory Label:': 'MandatoryLabel',
  'Creator Process ID:': 'ProcessId', 'Creator Process Name:': 'ParentProcessName',
} as const;
const COMMAND = 'Process Command Line:';
/** The explanation that Windows puts behind the values. */
const EXPLANATION = 'Token Elevation Type indicates';
/** In the order in which Sysmon writes them. */
const sysmon = [
  'RuleName', 'UtcTime', 'ProcessGuid', 'ProcessId', 'Image', 'FileVersion', 'Description', 'Product', 'Company', 'OriginalFileName', 'CommandLine', 'CurrentDirectory', 'User', 'LogonGuid', 'LogonId',
  'TerminalSessionId', 'IntegrityLevel', 'Hashes', 'ParentProcessGuid', 'ParentProcessId', 'ParentImage', 'ParentCommandLine', 'ParentUser',
] as const;

/**
 * The values of a message of event 4688 in English, as Windows shows it, with lines or with all of it in one (Snare), under the names of the event's data.
 * The command line reaches to the last explanation, so that one which quotes the message is still read whole. Empty where nothing is found.
 */
export function messageOf4688(message: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const info = message.indexOf('Process Information:');
  if (info < 0) return found;
  const command = message.indexOf(COMMAND, info);
  const last = message.lastIndexOf(EXPLANATION);
  const end = last > Math.max(info, command) ? last : message.length;
  const between = message.indexOf('Target Subject:');
  const hasTarget = between >= 0 && between < info;
  labelled(message.slice(0, hasTarget ? between : info), subject, found);
  if (hasTarget) labelled(message.slice(between, info), target, found);
  labelled(message.slice(info, command < 0 ? end : command), program, found);
  if (command >= 0) found.set('CommandLine', message.slice(command + COMMAND.length, end).trim());
  return found;
}

/** Values between known labels. None of them can hold a label: Windows allows no colon in names of accounts and files. */
function labelled(text: string, labels: Readonly<Record<string, string>>, into: Map<string, string>): void {
  const places: { readonly at: number; readonly label: string }[] = [];
  for (const label of Object.keys(labels)) {
    const at = text.indexOf(label);
    if (at >= 0) places.push({ at, label });
  }
  places.sort((a, b) => a.at - b.at);
  places.forEach(({ at, label }, i) => into.set(labels[label]!, text.slice(at + label.length, places[i + 1]?.at ?? text.length).trim()));
}

/**
 * The values of a message of Sysmon's event 1, label by label in their order. With lines, a label counts at the start of one alone; a value that holds a line
 * which begins like the next label cannot be told from it. Empty where nothing is found.
 */
export function messageOfSysmon(message: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lead = /[\r\n]/.test(message) ? '\n' : ' ';
  let [name, from]: [string | null, number] = [null, 0];
  for (const next of sysmon) {
    const at = message.indexOf(`${lead}${next}:`, from);
    if (at < 0) continue;
    if (name !== null) found.set(name, message.slice(from, at).trim());
    [name, from] = [next, at + next.length + 2];
  }
  if (name !== null) found.set(name, message.slice(from).trim());
  return found;
}
