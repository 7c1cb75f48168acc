import type { Person } from '../company.ts';
import type { Random } from '../random.ts';
import type { Run } from './run.ts';

/** A program that people start: path and arguments, for the home of whoever does. */
export type Command = (home: string, random: Random) => Pick<Run, 'path' | 'args' | 'parent'>;

const shell = '/bin/zsh';
const mac = (path: string, ...args: string[]): Command => () => ({ path, args, parent: shell });
/** What people type on a Mac. */
export const onMac: readonly Command[] = [
  mac('/usr/bin/git', 'git', 'status'), mac('/usr/bin/git', 'git', 'pull', '--rebase'), mac('/usr/bin/git', 'git', 'commit', '-m', 'Round customs fees'), mac('/bin/ls', 'ls', '-la'), mac('/usr/bin/ssh', 'ssh', 'bastion-01'),
  mac('/usr/bin/grep', 'grep', '-rn', 'eta', 'src'), mac('/opt/homebrew/bin/node', 'node', 'scripts/report.js'), mac('/usr/bin/curl', 'curl', '-s', 'https://status.haldenfreight.example/health'), mac('/usr/bin/vim', 'vim', 'README.md'),
  (home) => ({ path: '/usr/bin/open', args: ['open', `${home}/Downloads/rates.pdf`], parent: shell }),
  () => ({ path: '/Applications/Slack.app/Contents/MacOS/Slack', args: ['/Applications/Slack.app/Contents/MacOS/Slack'], parent: '/sbin/launchd' }),
  (_, random) => ({ path: '/usr/bin/python3', args: ['python3', 'eta.py', '--route', `R${random.between(100, 999)}`], parent: shell }),
];
/** What somebody types who works with AWS and a cluster. */
export const withCloud: readonly Command[] = [
  mac('/opt/homebrew/bin/aws', 'aws', 's3', 'ls'), mac('/opt/homebrew/bin/aws', 'aws', 'ec2', 'describe-instances', '--output', 'table'), mac('/opt/homebrew/bin/kubectl', 'kubectl', 'get', 'pods', '-n', 'freight'),
  mac('/opt/homebrew/bin/kubectl', 'kubectl', 'get', 'deployments', '-n', 'freight'), mac('/opt/homebrew/bin/kubectl', 'kubectl', 'config', 'get-contexts'), mac('/opt/homebrew/bin/terraform', 'terraform', 'plan'),
];
const system = 'C:\\Windows\\System32\\';
const win = (path: string, parent: string, ...args: string[]): Command => () => ({ path, args, parent });
const explorer = 'C:\\Windows\\explorer.exe';
/** What is started on a Windows machine. */
export const onWindows: readonly Command[] = [
  win('C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE', explorer, 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE'), win('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', explorer, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', '--profile-directory=Default'),
  win(`${system}cmd.exe`, explorer, 'cmd.exe'), win(`${system}ipconfig.exe`, `${system}cmd.exe`, 'ipconfig', '/all'), win(`${system}notepad.exe`, explorer, 'notepad.exe', 'notes.txt'), win(`${system}svchost.exe`, `${system}services.exe`, 'svchost.exe', '-k', 'netsvcs', '-p'),
  win(`${system}WindowsPowerShell\\v1.0\\powershell.exe`, explorer, 'powershell.exe', '-NoLogo'), win('C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe', `${system}WindowsPowerShell\\v1.0\\powershell.exe`, 'aws', 's3', 'ls'),
  win(`${system}taskhostw.exe`, `${system}svchost.exe`, 'taskhostw.exe'), win('C:\\Program Files\\Git\\cmd\\git.exe', `${system}cmd.exe`, 'git', 'fetch'),
];
const bash = '/usr/bin/bash';
/** What administrators type on the bastion. */
export const onBastion: readonly Command[] = [
  () => ({ path: '/usr/bin/kubectl', args: ['kubectl', 'get', 'nodes'], parent: bash }), () => ({ path: '/usr/bin/kubectl', args: ['kubectl', 'get', 'pods', '-A'], parent: bash }),
  () => ({ path: '/usr/bin/ls', args: ['ls', '-la'], parent: bash }), () => ({ path: '/usr/bin/tail', args: ['tail', '-n', '200', '/var/log/syslog'], parent: bash }), () => ({ path: '/usr/bin/ssh', args: ['ssh', '10.40.1.17'], parent: bash }),
  () => ({ path: '/usr/bin/df', args: ['df', '-h'], parent: bash }), () => ({ path: '/usr/bin/grep', args: ['grep', 'Accepted publickey', '/var/log/auth.log'], parent: bash }),
];
/** What a build runs. */
export const onBuilder: readonly Command[] = [
  () => ({ path: '/usr/bin/make', args: ['make', '-j4', 'all'], parent: '/usr/bin/dash' }), (_, random) => ({ path: '/usr/bin/gcc', args: ['gcc', '-O2', '-c', `route_${random.hex(4)}.c`], parent: '/usr/bin/make' }),
  () => ({ path: '/usr/bin/git', args: ['git', 'fetch', '--depth', '1', 'origin'], parent: '/usr/bin/dash' }), () => ({ path: '/usr/bin/docker', args: ['docker', 'build', '-t', 'freight/quote-engine:latest', '.'], parent: '/usr/bin/dash' }),
  () => ({ path: '/usr/bin/npm', args: ['npm', 'ci'], parent: '/usr/bin/dash' }), () => ({ path: '/usr/bin/tar', args: ['tar', 'czf', 'artifacts with maps.tgz', 'dist'], parent: '/usr/bin/dash' }),
];

/** Who sets up the command line of AWS in the open, on which days: `aws configure`, and a look at what it wrote. The file of the settings, not that of the keys. */
export const SETS_UP: Readonly<Record<string, readonly number[]>> = { 'n.haugen': [3, 17], 'a.fernandez': [8] };
/** Whose first look at the contexts of kubectl comes late in the month. */
export const CONTEXTS: Readonly<Record<string, number>> = { 't.wong': 18 };

export function setUp(home: string, shellOf: string): readonly Pick<Run, 'path' | 'args' | 'parent'>[] {
  const bin = shellOf === bash ? '/usr/bin/' : '/opt/homebrew/bin/';
  const cat = shellOf === bash ? '/usr/bin/cat' : '/bin/cat';
  return [
    { path: `${bin}aws`, args: ['aws', 'configure'], parent: shellOf }, { path: cat, args: ['cat', `${home}/.aws/config`], parent: shellOf },
    { path: `${bin}aws`, args: ['aws', 'configure', 'list'], parent: shellOf }, { path: cat.replace('cat', 'ls'), args: ['ls', '-la', `${home}/.aws`], parent: shellOf },
  ];
}
export { bash, shell };

/** Where a person's files lie. */
export const homeOf = (person: Pick<Person, 'name' | 'platform'>): string => person.platform === 'windows' ? `C:\\Users\\${person.name}` : person.platform === 'mac' ? `/Users/${person.name}` : `/home/${person.name}`;
