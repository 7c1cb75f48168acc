import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEventXml } from '../../src-main/sources/process-shapes/windows-xml.ts';
import { created, prettyXmlOf, xmlOf } from './windows-records.ts';

const dataOf = (text: string) => {
  const read = readEventXml(text);
  return typeof read === 'string' ? read : Object.fromEntries(read.data);
};

describe('the XML of a Windows event', () => {
  test('what stands in it, on one line and indented', () => {
    for (const text of [xmlOf(created()), prettyXmlOf(created())]) {
      const read = readEventXml(text);
      if (typeof read === 'string') throw new Error(read);
      expect(Object.fromEntries(read.data)).toEqual(created().data);
      expect(read.isCut).toBe(false);
      expect([read.system.get('EventID'), read.system.get('Provider@Name'), read.system.get('TimeCreated@SystemTime'), read.system.get('Computer')])
        .toEqual(['4688', 'Microsoft-Windows-Security-Auditing', '2026-05-04T08:15:30.1234567Z', 'WS-17.halden.example']);
    }
  });
  test('entities, character numbers, CDATA, comments, empty values, values without names', () => {
    expect(dataOf('<EventData><Data Name="A">a &lt;b&gt; &amp;amp; &quot;&apos; &#233;&#xe9;</Data><Data Name="B"><![CDATA[<x> & ]]>y</Data><!-- <Data Name="A">no</Data> --><Data Name="C"/><Data Name="D"></Data><Data>first</Data><Data>second</Data></EventData>'))
      .toEqual({ A: 'a <b> &amp; "\' éé', B: '<x> & y', C: '', D: '', 0: 'first', 1: 'second' });
  });
  test('the first of a name counts, and a name may be anything', () => {
    expect(dataOf('<EventData><Data Name="__proto__">1</Data><Data Name="A">1</Data><Data Name="A">2</Data><Data Name="constructor">3</Data></EventData>')).toEqual({ ['__proto__']: '1', A: '1', constructor: '3' });
  });
  test('what is no character, and entities of others, stay as they are written', () => {
    expect(dataOf('<EventData><Data Name="A">&#55296; &#x110000; &nbsp; &lt &#; &;</Data></EventData>')).toEqual({ A: '&#55296; &#x110000; &nbsp; &lt &#; &;' });
  });
  test('a text that ends too early is read as far as it goes', () => {
    const text = xmlOf(created());
    const read = readEventXml(text.slice(0, text.indexOf('explorer.exe')));
    expect(typeof read === 'string' ? read : [read.isCut, read.data.get('SubjectUserName'), read.data.get('ParentProcessName')]).toEqual([true, 'Mara', 'C:\\Windows\\']);
  });
  test.each([
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><Event>&a;</Event>', 'a document type, which the XML of an event never has'],
    ['<Event><A></B></Event>', '</B> closes <A>'],
    ['<Event><1></Event>', 'a < that begins no element'],
    ['<Event a=b>x</Event>', '<Event> is not well formed'],
    ['<Event a="<">x</Event>', '<Event> is not well formed'],
    ['<Event>'.repeat(40), 'more elements than an event has'],
    [`<Event>${'<Data/>'.repeat(5000)}</Event>`, 'more elements than an event has'],
    ['no event', 'no XML of an event'],
    ['', 'no XML of an event'],
  ])('%.40s: %s', (text, why) => expect(readEventXml(text)).toBe(why));

  test('any text and any damage gives an answer', () => {
    const piece = fc.oneof(...['<Event>', '</Event>', '<Data Name=\'', '\'>', '</Data>', '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '&#', 'x41;', '&lt;', '<!', '/>', ' a="', '"', '<a:b ', ' '].map((text) => fc.constant(text)), fc.string({ maxLength: 5 }));
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const read = readEventXml(pieces.join(''));
      expect(typeof read === 'string' ? read !== '' : read.data instanceof Map).toBe(true);
    }), { numRuns: 2000 });
  });
  test('time grows with the text alone', () => {
    for (const text of [`<Event ${' '.repeat(400_000)}`, `<Event>${'&#'.repeat(300_000)}`, `<Event a="${'x'.repeat(400_000)}`, `<Event><![CDATA[${']'.repeat(400_000)}`, `<Event ${'a="" '.repeat(80_000)}`]) {
      const began = process.cpuUsage();
      readEventXml(text);
      const { user, system } = process.cpuUsage(began);
      expect([text.slice(0, 20), (user + system) / 1e6 < 2]).toEqual([text.slice(0, 20), true]);
    }
  });
});
