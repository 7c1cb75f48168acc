import type { Random } from '../random.ts';
import { accountNumbers } from './fleet.ts';
import { fileName, type Run } from './run.ts';

/** Puts a text as auditd does: in quotes, or in hexadecimal digits where a blank, a quote or anything else in it would be misread. */
const written = (text: string): string => (/^[\x21\x23-\x7e]+$/.test(text) ? `"${text}"` : Buffer.from(text, 'utf8').toString('hex').toUpperCase());

/** The records of one event of auditd: a call of execve, its arguments, directory, files and title, and the end. `enriched`: names beside numbers, behind a separator. */
export function auditdLines(run: Run, serial: number, enriched: boolean, random: Random): readonly string[] {
  const { host, user, path, args, cwd } = run;
  const id = `audit(${(run.ms / 1000).toFixed(3)}:${serial})`;
  const number = accountNumbers[user] ?? 1999;
  const pid = random.between(2000, 65_000);
  const ppid = random.between(1000, 1999);
  const line = (type: string, text: string, names = '') => `node=${host.name} type=${type} msg=${id}:${text === '' ? '' : ` ${text}`}${enriched && names !== '' ? `\u001d${names}` : ''}`;
  const who = (names: readonly string[]) => names.map((name) => `${name}="${user}"`).join(' ');
  const file = (item: number, name: string) => line(
    'PATH', `item=${item} name=${written(name)} inode=${random.between(100_000, 900_000)} dev=ca:01 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0`, 'OUID="root" OGID="root"',
  );
  return [
    line(
      'SYSCALL', `arch=c000003e syscall=59 success=yes exit=0 a0=${random.hex(12)} a1=${random.hex(12)} a2=${random.hex(12)} a3=8 items=2 ppid=${ppid} pid=${pid} auid=${number} uid=${number} gid=${number} euid=${number} suid=${number} fsuid=${number} egid=${number} sgid=${number} fsgid=${number} tty=pts0 ses=${number % 97} comm=${written(fileName(path).slice(0, 15))} exe=${written(path)} subj=unconfined key="exec"`,
      `ARCH=x86_64 SYSCALL=execve ${who(['AUID', 'UID', 'GID', 'EUID', 'SUID', 'FSUID', 'EGID', 'SGID', 'FSGID'])}`,
    ),
    line('EXECVE', `argc=${args.length} ${args.map((one, i) => `a${i}=${written(one)}`).join(' ')}`),
    line('CWD', `cwd=${written(cwd)}`),
    file(0, path), file(1, '/lib64/ld-linux-x86-64.so.2'),
    line('PROCTITLE', `proctitle=${args.length === 1 ? written(args[0]!) : Buffer.from(args.join('\0'), 'utf8').toString('hex').toUpperCase()}`),
    line('EOE', ''),
  ];
}
