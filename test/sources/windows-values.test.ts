import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src-main/contract/index.ts';
import { messageOf4688, messageOfSysmon } from '../../src-main/sources/process-shapes/windows-message.ts';
import { setRight, windowsTime } from '../../src-main/sources/process-shapes/windows-time.ts';
import { elevationOf, guidOf, hexOf, integrityOf, pidOf, sha256Of } from '../../src-main/sources/process-shapes/windows-values.ts';
import { created, messageOf, started } from './windows-records.ts';

describe('values of Windows events', () => {
  test.each([['0x1a4c', 6732], ['0X1A4C', 6732], ['6732', 6732], ['0', 0], ['4294967296', undefined], ['-1', undefined], ['x', undefined], ['0x', undefined], [undefined, undefined]])('process number %s', (text, pid) => expect(pidOf(text)).toBe(pid));
  test.each([['0xA1B2C3', '0xa1b2c3'], ['0x00000000000003E7', '0x3e7'], ['999', '0x3e7'], ['0x0', undefined], ['0', undefined], ['S-1', undefined], [undefined, undefined]])('logon %s', (text, id) => expect(hexOf(text)).toBe(id));
  test.each([
    ['{A1B2C3D4-0001-69F8-9E0E-000000000800}', 'a1b2c3d4-0001-69f8-9e0e-000000000800'], ['A1B2C3D4-0001-69F8-9E0E-000000000800', 'a1b2c3d4-0001-69f8-9e0e-000000000800'], ['{00000000-0000-0000-0000-000000000000}', undefined], ['{x}', undefined],
  ])('GUID %s', (text, guid) => expect(guidOf(text)).toBe(guid));
  test.each([[`SHA1=x,SHA256=${'AB'.repeat(32)},IMPHASH=y`, 'ab'.repeat(32)], [`SHA256=${'ab'.repeat(32)}`, 'ab'.repeat(32)], ['SHA256=F23EBF52...', undefined], ['MD5=x', undefined], [`XSHA256=${'ab'.repeat(32)}`, undefined]])('hash %s', (text, hash) => expect(sha256Of(text)).toBe(hash));
  test.each([['S-1-16-12288', 'high'], ['S-1-16-8448', 'medium plus'], ['High', 'high'], ['Mandatory Label\\System Mandatory Level', 'system'], ['S-1-16-7', 'S-1-16-7'], ['no level', 'no level']])('integrity %s', (text, word) => expect(integrityOf(text)).toBe(word));
  test.each([['%%1936', 'default'], ['%%1937', 'full'], ['%%1938', 'limited'], ['TokenElevationTypeDefault (1)', 'default'], ['%%9', '%%9']])('elevation %s', (text, word) => expect(elevationOf(text)).toBe(word));
});

describe('times of Windows tools', () => {
  const at = Date.UTC(2026, 4, 4, 10, 15, 30);
  test.each([
    ['2026-05-04T10:15:30.1234567Z', at + 123, false], ['2026-05-04 10:15:30 +0000', at, false], ['05/04/2026 10:15:30 AM', at, true], ['5/4/2026, 10:15:30.123 AM UTC', at + 123, false], ['Mon May 04 10:15:30 2026', at, true], ['May 4 10:15:30 2026', at, true],
    [`/Date(${at})/`, at, false], [`/Date(${at}+0200)/`, at, false], [at / 1000, at, false], [at, at, false],
  ])('%s', (text, ms, zoneAssumed) => expect(windowsTime(text)).toMatchObject({ ms, zoneAssumed }));
  test.each(['Mon Foo 04 10:15:30 2026', 'Mon May 44 10:15:30 2026', '/Date(x)/', '', '04.05.2026 10:15:30'])('%s is none', (text) => expect(typeof windowsTime(text)).toBe('string'));

  const local: Instant = { ms: at, restNs: 0, precision: 'second', zoneAssumed: true };
  test('a time in UTC beside it tells the zone, whatever it is, and nothing else of the time', () => {
    fc.assert(fc.property(fc.integer({ min: -4 * 12, max: 4 * 14 }), fc.integer({ min: 0, max: 59 }), (quarters, late) => {
      const utc = at - quarters * 900_000;
      expect(setRight(local, utc + late * 1000, 60_000)).toEqual({ ...local, ms: utc, zoneAssumed: false });
    }));
  });
  test.each([[at + 300_000, 'later than is usual'], [at + 40 * 3600_000, 'a zone that is none'], ['soon', 'no time'], [undefined, 'nothing'], ['2026-05-04 10:15:30', 'a time without a zone']] as readonly (readonly [string | number | undefined, string])[])('%s: %s', (utc) => expect(setRight(local, utc, 60_000)).toBe(local));
  test('a time with its zone is left alone', () => {
    const sure = { ...local, zoneAssumed: false };
    expect(setRight(sure, at + 3600_000, 60_000)).toBe(sure);
  });
});

describe('messages', () => {
  test.each([['lines', '\r\n'], ['lines with a return too many', '\r\r\n'], ['one line', '  ']])('both, in %s', (_, lineEnd) => {
    expect(Object.fromEntries(messageOf4688(messageOf(created(), lineEnd)))).toEqual(created().data);
    const { RuleName: _rule, ...rest } = Object.fromEntries(messageOfSysmon(messageOf(started(), lineEnd)));
    const { RuleName: _own, ...data } = started().data;
    expect(rest).toEqual(data);
  });
  test('of Windows 7, which has neither target nor label nor command line', () => {
    const text = 'A new process has been created.\r\n\r\nSubject:\r\n\tSecurity ID:\t\tS-1-5-18\r\n\tAccount Name:\t\tWS-17$\r\n\tAccount Domain:\t\tHALDEN\r\n\tLogon ID:\t\t0x3e7\r\n\r\nProcess Information:\r\n\tNew Process ID:\t\t0x9\r\n\tNew Process Name:\tC:\\a.exe\r\n\tToken Elevation Type:\t%%1936\r\n\tCreator Process ID:\t0x8\r\n\r\nToken Elevation Type indicates the type.';
    expect(Object.fromEntries(messageOf4688(text))).toEqual({ SubjectUserSid: 'S-1-5-18', SubjectUserName: 'WS-17$', SubjectDomainName: 'HALDEN', SubjectLogonId: '0x3e7', NewProcessId: '0x9', NewProcessName: 'C:\\a.exe', TokenElevationType: '%%1936', ProcessId: '0x8' });
  });
  test('any other text says nothing, and no text throws', () => {
    expect([messageOf4688('An account was logged off.').size, messageOfSysmon('x').size]).toEqual([0, 0]);
    const piece = fc.constantFrom('Process Information:', 'Target Subject:', 'Security ID:', 'Process Command Line:', 'Token Elevation Type indicates', '\nImage: ', '\nUser: ', ' ', 'x');
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const value of [...messageOf4688(pieces.join('')).values(), ...messageOfSysmon(pieces.join('')).values()]) expect(value).toBe(value.trim());
    }));
  });
});
