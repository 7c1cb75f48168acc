/** An audit event of an invented host, as auditd writes it: what is left out stays as it is here. */
export interface AuditGiven {
  /** UTC ms. */
  readonly ms?: number;
  readonly serial?: number;
  readonly node?: string;
  readonly args?: readonly string[];
  readonly exe?: string;
  readonly pid?: number;
  readonly ppid?: number;
  readonly uid?: number;
  readonly euid?: number;
  readonly auid?: number;
  readonly success?: boolean;
  readonly exit?: number;
  readonly key?: string;
  /** Names as enrichment adds them, by number. */
  readonly names?: Readonly<Record<number, string>>;
}

const UNSET = 4_294_967_295;

/** A text as the kernel writes it: in quotes, or in hex. */
export function written(text: string): string {
  return /^[\x21\x23-\x7e]*$/.test(text) ? `"${text}"` : Buffer.from(text).toString('hex').toUpperCase();
}

/** The id of an event, `1777885000.123:41`. */
export function idOf({ ms = 1_777_885_000_123, serial = 41 }: AuditGiven): string {
  return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}:${serial}`;
}

/** The lines of an event, in the order in which the kernel writes them. */
export function auditLines(given: AuditGiven = {}): string[] {
  const { node, args = ['cat', '/home/mara/.aws/credentials'], exe = '/usr/bin/cat', pid = 5120, ppid = 5002, uid = 1000, euid = uid, auid = uid, success = true, exit = 0, key, names } = given;
  const nameOf = (id: number): string => (id === UNSET ? 'unset' : names?.[id] ?? `unknown(${id})`);
  const line = (type: string, body: string): string => `${node === undefined ? '' : `node=${node} `}type=${type} msg=audit(${idOf(given)}): ${body}`;
  const ids = `auid=${auid} uid=${uid} gid=${uid} euid=${euid} suid=${euid} fsuid=${euid} egid=${uid} sgid=${uid} fsgid=${uid}`;
  const enriched = names === undefined ? '' : `\x1DARCH=x86_64 SYSCALL=execve AUID="${nameOf(auid)}" UID="${nameOf(uid)}" GID="${nameOf(uid)}" EUID="${nameOf(euid)}"`;
  return [
    line('SYSCALL', `arch=c000003e syscall=59 success=${success ? 'yes' : 'no'} exit=${exit} a0=55d a1=55e a2=55f a3=8 items=2 ppid=${ppid} pid=${pid} ${ids} tty=pts1 ses=7 comm=${written(args[0]!.slice(0, 15))} exe=${written(exe)} subj=unconfined key=${key === undefined ? '(null)' : written(key)}${enriched}`),
    ...(success ? [line('EXECVE', `argc=${args.length} ${args.map((one, at) => `a${at}=${written(one)}`).join(' ')}`)] : []),
    line('CWD', 'cwd="/home/mara"'),
    line('PATH', `item=0 name=${written(exe)} inode=261214 dev=fd:01 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=${success ? 'NORMAL' : 'UNKNOWN'} cap_fp=0`),
    ...(success ? [line('PATH', 'item=1 name="/lib64/ld-linux-x86-64.so.2" inode=262146 dev=fd:01 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0')] : []),
    line('PROCTITLE', `proctitle=${Buffer.from(args.join('\0')).subarray(0, 128).toString('hex').toUpperCase()}`),
    line('EOE', '').trimEnd(),
  ];
}

/** The same event as Laurel writes it. */
export function laurelRecord(given: AuditGiven = {}): Record<string, unknown> {
  const { node, args = ['cat', '/home/mara/.aws/credentials'], exe = '/usr/bin/cat', pid = 5120, ppid = 5002, uid = 1000, euid = uid, auid = uid, success = true, exit = 0, key, names } = given;
  return {
    ID: idOf(given), ...(node === undefined ? {} : { NODE: node }),
    SYSCALL: {
      arch: '0xc000003e', syscall: 59, success: success ? 'yes' : 'no', exit, items: 2, ppid, pid, auid, uid, gid: uid, euid, suid: euid, fsuid: euid, egid: uid, sgid: uid, fsgid: uid, tty: 'pts1', ses: 7,
      comm: args[0]!.slice(0, 15), exe: percent(exe), subj: 'unconfined', key: key ?? null,
      ...(names === undefined ? {} : { ARCH: 'x86_64', SYSCALL: 'execve', AUID: names[auid] ?? 'unset', UID: names[uid], EUID: names[euid] }), ARGV: ['0x55d', '0x55e', '0x55f', '0x8'],
    },
    ...(success ? { EXECVE: { argc: args.length, ARGV: args.map(percent) } } : {}),
    CWD: { cwd: '/home/mara' },
    PATH: [{ item: 0, name: percent(exe), inode: 261214, mode: '0o100755' }, ...(success ? [{ item: 1, name: '/lib64/ld-linux-x86-64.so.2', inode: 262146 }] : [])],
    PROCTITLE: { ARGV: args.map(percent) },
  };
}

/** Bytes that are not printable ASCII, `%` and `+`, as Laurel writes them. */
function percent(text: string): string {
  return [...Buffer.from(text)].map((byte) => (byte < 0x20 || byte >= 0x7f || byte === 0x25 || byte === 0x2b ? `%${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte))).join('');
}

/** Files of the audit system: what a seed of the fuzz is, and no layout of JSON. */
export function auditFiles(): Readonly<Record<string, Buffer>> {
  const names = { 0: 'root', 1000: 'mara' };
  const events = [auditLines({ serial: 41, names }), auditLines({ serial: 42, args: ['sh', '-c', 'id; id'], uid: 0 }), auditLines({ serial: 43, success: false, exit: -2 }), auditLines({ serial: 44, node: 'web-1' })];
  const between = events[0]!.flatMap((_, at) => events.flatMap((lines) => lines[at] ?? []));
  const hex = Buffer.from('é'.repeat(400)).toString('hex').toUpperCase();
  const id = 'msg=audit(1777885000.123:45):';
  const pieces = [`type=SYSCALL ${id} arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=2 auid=1000 uid=1000 euid=1000 exe="/bin/echo"`, `type=EXECVE ${id} argc=3 a0="echo" a1_len=1600 a1[0]=${hex.slice(0, 801)}`, `type=EXECVE ${id} a1[1]=${hex.slice(801)} a2="z"`];
  const text = (lines: readonly string[], end = '\n'): Buffer => Buffer.from(lines.map((line) => `${line}${end}`).join(''));
  return {
    lines: text(between), 'lines of Windows': text(between, '\r\n'), pieces: text(pieces), 'lines behind a crash': Buffer.concat([text(between.slice(0, 9)), Buffer.alloc(4096), text(between.slice(9))]),
    syslog: text(between.map((line) => `<13>May  4 08:56:40 web-1 audispd: ${line}`)), laurel: text([laurelRecord({ names }), laurelRecord({ serial: 42, args: ['sh', '-c', '100%'] })].map((one) => JSON.stringify(one))),
  };
}
