/** Beginnings of types that user space writes: one record is the event. */
const alone = /^(?:USER|CRED|SERVICE|DAEMON|SYSTEM|ADD|DEL|GRP|ACCT|ROLE|CRYPTO|VIRT|SOFTWARE|RESP|LABEL|FS|USYS|CHGRP|CHUSER|MAINT|TEST|TRUSTED|AUOMS)(?:_|$)/;

/** True for a record that others of the same event may lie beside. */
export function mayHaveOthers(type: string): boolean {
  return !alone.test(type);
}

/** True for a record that the kernel writes as the last of its event. */
export function isLast(type: string): boolean {
  return type === 'EOE' || type === 'PROCTITLE';
}
