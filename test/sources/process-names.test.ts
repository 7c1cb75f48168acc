import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOf, commandLineOf, fileNameOf, hostOf } from '../../src-main/sources/process-shapes/names.ts';

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_$-]{0,14}$/);
const odd = fc.string({ unit: 'binary', maxLength: 30 });

describe('an account', () => {
  test.each([
    ['HALDEN\\Mara', undefined, 'mara', 'halden'], ['Mara@Halden.Example', undefined, 'mara', 'halden.example'], ['Mara', 'HALDEN', 'mara', 'halden'], ['HALDEN\\Mara', 'OTHER', 'mara', 'other'], ['NT AUTHORITY\\SYSTEM', undefined, 'system', 'nt authority'],
    ['WS-17$', 'HALDEN', 'ws-17$', 'halden'], ['-', '-', undefined, undefined], ['', 'HALDEN', undefined, 'halden'], [undefined, undefined, undefined, undefined], ['(null)', undefined, undefined, undefined], [' mara ', undefined, 'mara', undefined],
    ['\\mara', undefined, 'mara', undefined], ['HALDEN\\', undefined, undefined, 'halden'], ['@mara', undefined, '@mara', undefined],
  ])('%s, %s', (name, domain, wantedName, wantedDomain) => expect(accountOf({ name, domain })).toEqual({ name: wantedName, domain: wantedDomain }));

  test('one spelling, however it was written, and no matter the case', () => {
    fc.assert(fc.property(word, word, (name, domain) => {
      const wanted = { name: name.toLowerCase(), domain: domain.toLowerCase() };
      for (const one of [{ name: `${domain}\\${name}` }, { name: `${name}@${domain}` }, { name, domain }, { name: name.toUpperCase(), domain: domain.toUpperCase() }, { name: `${domain}\\${name}`, domain }]) expect(accountOf(one)).toEqual(wanted);
    }));
  });
  test('what was read once is not read differently again', () => {
    fc.assert(fc.property(word, word, (name, domain) => {
      const once = accountOf({ name: `${domain}\\${name}` });
      expect(accountOf(once)).toEqual(once);
    }));
  });
  test('any text gives an account without blanks around it, or none', () => {
    fc.assert(fc.property(odd, fc.option(odd, { nil: undefined }), (name, domain) => {
      for (const part of Object.values(accountOf({ name, domain }))) if (part !== undefined) expect([part, part.trim(), part.toLowerCase()]).toEqual([part, part, part]);
    }));
  });
});

describe('a host', () => {
  test.each([
    ['WS-17.halden.example', 'ws-17', 'halden.example'], ['WS-17', 'ws-17', undefined], ['10.0.0.7', '10.0.0.7', undefined], ['fe80::1', 'fe80::1', undefined], ['.halden', '.halden', undefined], ['ws-17.', 'ws-17', undefined], ['-', undefined, undefined], [undefined, undefined, undefined],
  ])('%s', (name, wanted, domain) => expect(hostOf({ name })).toEqual({ name: wanted, domain }));
  test('has one name, with its domain and without', () => {
    fc.assert(fc.property(word, fc.array(word, { minLength: 1, maxLength: 3 }), (name, domain) => {
      expect(hostOf({ name: `${name}.${domain.join('.')}` }).name).toBe(hostOf({ name: name.toUpperCase() }).name);
    }));
  });
  test('any text gives one, or none', () => {
    fc.assert(fc.property(odd, (name) => {
      const host = hostOf({ name });
      expect(host.name === undefined ? host.domain : host.name).toBe(host.name === undefined ? undefined : host.name.trim());
    }));
  });
});

describe('a file name', () => {
  test.each([['C:\\Windows\\System32\\cmd.exe', 'cmd.exe'], ['/usr/bin/cat', 'cat'], ['cmd.exe', 'cmd.exe'], ['C:\\Windows\\', undefined], ['C:/mixed\\x', 'x'], [undefined, undefined], ['', undefined]])('%s', (path, wanted) => expect(fileNameOf(path)).toBe(wanted));
  test('holds no separator', () => {
    fc.assert(fc.property(odd, (path) => {
      expect(fileNameOf(path) ?? '').not.toMatch(/[\\/]/);
    }));
  });
});

/** Reads back what `commandLineOf` wrote: the other way round, by its rule alone. */
function argsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs)].map(([, quoted, bare]) => bare ?? quoted!.replaceAll(/\\(.)/gs, '$1'));
}

describe('a command line', () => {
  test.each([[['cat', '/root/.aws/credentials'], 'cat /root/.aws/credentials'], [['sh', '-c', 'echo "a b"'], 'sh -c "echo \\"a b\\""'], [['printf', ''], 'printf ""'], [['a\\b'], 'a\\b'], [[], undefined]])('%j', (args, wanted) => expect(commandLineOf(args)).toBe(wanted));
  test('can be taken apart again into its arguments', () => {
    const argument = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.stringMatching(/^[\\" 'a]{0,8}$/));
    fc.assert(fc.property(fc.array(argument, { minLength: 1, maxLength: 6 }), (args) => {
      expect(argsOf(commandLineOf(args)!)).toEqual(args);
    }), { numRuns: 500 });
  });
});
