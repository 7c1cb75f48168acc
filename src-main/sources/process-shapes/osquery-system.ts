import { textOf } from '../read.ts';
import type { QueryResult } from './osquery-result.ts';
import type { System } from './said.ts';

/** Names by which osquery, its decorations and its packs call a system. */
const named: readonly (readonly [System, RegExp])[] = [
  ['macos', /darwin|mac ?os|os ?x/i],
  ['windows', /windows/i],
  ['linux', /linux|ubuntu|debian|centos|rhel|red ?hat|amzn|amazon|fedora|suse|sles|arch|oracle|rocky|alma|alpine|posix|gentoo|kali|mint/i],
];
/** Columns that only the event table of one system has. */
const columnsOf: readonly (readonly [System, readonly string[]])[] = [
  ['windows', ['token_elevation_type', 'mandatory_label', 'time_windows', 'elevated_token', 'process_sequence_number']],
  ['macos', ['signing_id', 'team_id', 'cdhash', 'platform_binary', 'original_parent']],
  ['linux', ['syscall', 'ntime', 'fsuid', 'cgroup_path']],
];

/**
 * The system that a result was written on, and what says so: its decorations, columns that one system alone has, paths, the names of pack and account.
 * One that nothing is said of is Linux: that is what most of osquery watches, and one of the three must have it.
 */
export function systemOf(result: QueryResult): Told {
  if (last?.result !== result) last = { result, told: toldBy(result) };
  return last.told;
}

/** The row that was asked about last: each of the three systems asks, and then one of them reads it. */
let last: { readonly result: QueryResult; readonly told: Told } | null = null;

interface Told {
  readonly system: System;
  readonly why: string;
}

function toldBy({ query, columns, decorations, outer }: QueryResult): Told {
  const platforms = [...['platform', 'osplatform', 'osname', 'os'].map((name) => decorations[name]), outer['platform'], columns['build_platform'], columns['platform']];
  for (const value of platforms) {
    const text = textOf(value);
    const found = text === undefined ? undefined : named.find(([, name]) => name.test(text));
    if (found !== undefined) return { system: found[0], why: `platform ${text}` };
  }
  const table = columnsOf.find(([, names]) => names.some((name) => columns[name] !== undefined));
  if (table !== undefined) return { system: table[0], why: 'by its columns' };
  for (const value of [columns['path'], columns['cmdline'], columns['cwd'], columns['pcmdline'], columns['directory']]) {
    const text = textOf(value) ?? '';
    if (/^"?(?:[a-z]:\\|\\\\|\\Device\\)/i.test(text)) return { system: 'windows', why: 'by a path' };
    if (/^\/(?:Applications|System|Users|Library|Volumes|private)\//.test(text)) return { system: 'macos', why: 'by a path' };
  }
  if (/(?:^|[^a-z])(?:osx|mac|macos|darwin)(?:[^a-z]|$)/i.test(query)) return { system: 'macos', why: 'by the name of the query' };
  const account = textOf(columns['username']) ?? '';
  if (/(?:^|[^a-z])win(?:dows)?(?:[^a-z]|$)/i.test(query) || /^(?:NT AUTHORITY\\|SYSTEM$)/.test(account)) return { system: 'windows', why: 'by a name' };
  return { system: 'linux', why: 'of no platform that it names: taken as Linux' };
}
