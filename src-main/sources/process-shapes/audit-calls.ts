/** Numbers of execve and execveat by machine, as the audit system writes its `arch`: number of the ELF machine, with bits for 64 bits and byte order. */
const byArch: Readonly<Record<string, readonly [execve: string, execveat: string]>> = {
  c000003e: ['59', '322'], '40000003': ['11', '358'], c00000b7: ['221', '281'], '40000028': ['11', '387'], c00000f3: ['221', '281'], '400000f3': ['221', '281'], c0000102: ['221', '281'],
  c0000015: ['11', '362'], '80000015': ['11', '362'], '14': ['11', '362'], '80000016': ['11', '354'], '16': ['11', '354'], '40000008': ['4011', '4356'], '8': ['4011', '4356'], c0000008: ['5057', '5316'], '80000008': ['5057', '5316'],
};
const names = new Set(['execve', 'execveat']);
/** Programs of x32 on x86_64 call by numbers with this bit. */
const X32: Readonly<Record<string, string>> = { '1073742344': 'execve', '1073742369': 'execveat' };

/**
 * The name of a system call that starts a program; `undefined` for every other one.
 * @param arch hex as in the record, with or without `0x`, or a name
 * @param call its number or name
 */
export function startCall(arch: string | undefined, call: string | undefined): string | undefined {
  if (call === undefined) return undefined;
  if (names.has(call)) return call;
  const machine = (arch ?? '').toLowerCase().replace(/^0x/, '');
  const known = byArch[machine === 'x86_64' ? 'c000003e' : machine === 'aarch64' ? 'c00000b7' : machine];
  if (known === undefined) return undefined;
  if (call === known[0]) return 'execve';
  return call === known[1] ? 'execveat' : known[0] === '59' ? X32[call] : undefined;
}
