/** Events of the BSM audit trail by which a program is started; AUE_FORK makes a copy of one, and starts none. */
const starts: ReadonlySet<string> = new Set(['AUE_EXEC', 'AUE_EXECVE', 'AUE_FEXECVE', 'AUE_MAC_EXECVE', 'AUE_POSIX_SPAWN']);

export function isStart(event: string): boolean {
  return starts.has(event);
}

/** Starts in which the subject is the parent, and the new process is told beside it. In all others the subject is the process itself. */
export function isSpawn(event: string): boolean {
  return event === 'AUE_POSIX_SPAWN';
}
