import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fusesIn, wrongFuses } from '../../scripts/fuses.ts';
import { root } from '../help/open-cases.ts';

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
/** A made-up binary: bytes, the wire, bytes. */
const binary = (states: string, version = 1, length = states.length) => Buffer.concat([Buffer.alloc(5000, 0xcc), sentinel, Buffer.from([version, length]), Buffer.from(states, 'latin1'), Buffer.alloc(3000, 0x31)]);
const { electronFuses } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { electronFuses: Record<string, boolean> };

describe('the fuses of a packaged binary', () => {
  test('as they are packaged', () => {
    expect(wrongFuses(binary('01001100'), electronFuses)).toEqual([]);
  });

  test('as Electron ships them, one by one', () => {
    expect(wrongFuses(binary('10110001'), electronFuses)).toEqual([
      'wire 1: runAsNode is on and must be off', 'wire 1: enableCookieEncryption is off and must be on', 'wire 1: enableNodeOptionsEnvironmentVariable is on and must be off', 'wire 1: enableNodeCliInspectArguments is on and must be off',
      'wire 1: enableEmbeddedAsarIntegrityValidation is off and must be on', 'wire 1: onlyLoadAppFromAsar is off and must be on', 'wire 1: grantFileProtocolExtraPrivileges is on and must be off',
    ]);
  });

  test('both halves of a universal binary are read', () => {
    expect(wrongFuses(Buffer.concat([binary('01001100'), binary('11001100')]), electronFuses)).toEqual(['wire 2: runAsNode is on and must be off']);
  });

  test('a fuse that was removed, is not known or is missing is not taken for set', () => {
    expect(fusesIn(binary('r1\x9011'))[0]).toEqual({ runAsNode: 'removed', enableCookieEncryption: 'on', enableNodeOptionsEnvironmentVariable: 'unknown', enableNodeCliInspectArguments: 'on', enableEmbeddedAsarIntegrityValidation: 'on' });
    expect(wrongFuses(binary('01001'), electronFuses)).toHaveLength(3);
    expect(fusesIn(binary('010011001'))[0]).toHaveProperty('grantFileProtocolExtraPrivileges', 'off');
  });

  test('what has no wire, another one or half of one says so', () => {
    expect(() => fusesIn(Buffer.from('ELF'))).toThrow('no binary of Electron');
    expect(() => fusesIn(binary('01001100', 2))).toThrow('version 2');
    expect(() => fusesIn(Buffer.concat([sentinel, Buffer.from([1, 8]), Buffer.from('0100')]))).toThrow('cut off');
  });
});
