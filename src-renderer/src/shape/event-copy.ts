/**
 * Text that no mail program or chat makes a link of: `http` and `ftp` schemes become `hxxp` and `fxp`, each dot between letters or digits `[.]`, the colons
 * of an IPv6 address `[:]`. For handing addresses and names on; the bytes are those of "copy value".
 */
export function defanged(text: string): string {
  const schemes = text.replace(/\bhttp(s?):\/\//gi, 'hxxp$1://').replace(/\bftp(s?):\/\//gi, 'fxp$1://');
  const dots = schemes.replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '[.]');
  return /^[0-9a-f:]*:[0-9a-f:.[\]]*$/i.test(dots) && (dots.match(/:/g)?.length ?? 0) > 1 ? dots.replaceAll(':', '[:]') : dots;
}
