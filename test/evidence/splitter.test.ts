import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter } from '../../src-main/evidence/formats/json-splitter.ts';
import type { Span } from '../../src-main/evidence/part.ts';

const limits = { recordBytes: 1 << 20, depth: 200 };

function split(bytes: Buffer, cuts: readonly number[] = [], most = limits): { spans: Span[]; truncated: boolean } {
  const splitter = new JsonSplitter(most);
  const spans: Span[] = [];
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    if (cut <= at) continue;
    // A copy that is overwritten afterwards: nothing may be kept of it.
    const chunk = Buffer.from(bytes.subarray(at, cut));
    spans.push(...splitter.push(chunk));
    chunk.fill(0x7b);
    at = cut;
  }
  const ended = splitter.end();
  spans.push(...ended.spans);
  const { total, records, skips, separators } = ended.byteLedger;
  expect(total).toBe(bytes.length);
  expect(records + skips + separators).toBe(total);
  return { spans, truncated: ended.truncated };
}

const values = (spans: readonly Span[]): unknown[] => spans.flatMap((span) => (span.kind === 'record' ? [span.value] : []));
const skips = (spans: readonly Span[]): string[] => spans.flatMap((span) => (span.kind === 'skip' ? [span.reason] : []));

/** Texts that try a scanner: quotes, brackets, backslashes, line ends, surrogate pairs. */
const nasty = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', '\r', '\t', 'a', 'é', '😀', '\u2028', '\0', '},{"', '\\"'), maxLength: 12 });
const inner = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, nasty, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(nasty, tie('value'), { maxKeys: 3 })),
})).value;
const record = fc.record({ h: fc.integer(), body: inner, list: fc.array(fc.record({ n: inner }), { maxLength: 2 }) }).map((r) => JSON.parse(JSON.stringify(r)) as Record<string, unknown>);
const records = fc.array(record, { maxLength: 8 });

const layouts = {
  array: (all: unknown[]) => JSON.stringify(all),
  'pretty array': (all: unknown[]) => JSON.stringify(all, null, 2),
  'tabbed array': (all: unknown[]) => JSON.stringify(all, null, '\t'),
  envelope: (all: unknown[]) => JSON.stringify({ next: 'a"{[', Records: all, more: [{ x: '}' }] }),
  'pretty envelope': (all: unknown[]) => JSON.stringify({ Records: all }, null, 4),
  envelopes: (all: unknown[]) => all.map((one) => JSON.stringify({ Records: [one] })).join('\n'),
  lines: (all: unknown[]) => all.map((one) => `${JSON.stringify(one)}\r\n`).join(''),
  'array, one a line': (all: unknown[]) => `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  run: (all: unknown[]) => all.map((one) => JSON.stringify(one)).join(''),
  'run with commas': (all: unknown[]) => all.map((one) => JSON.stringify(one)).join(', '),
  'pretty objects': (all: unknown[]) => all.map((one) => JSON.stringify(one, null, 1)).join('\n'),
};
type Layout = keyof typeof layouts;
const layout = fc.constantFrom(...(Object.keys(layouts) as Layout[]));

describe('splitting equals parsing the whole', () => {
  it('in every shape, wherever the chunks end', () => {
    fc.assert(fc.property(records, layout, fc.array(fc.nat(4000), { maxLength: 12 }), (all, name, cuts) => {
      const bytes = Buffer.from(layouts[name](all));
      const { spans, truncated } = split(bytes, cuts.sort((a, b) => a - b));
      expect(values(spans)).toEqual(all);
      expect(skips(spans)).toEqual([]);
      expect(truncated).toBe(false);
      for (const span of spans) if (span.kind === 'record') expect(JSON.parse(bytes.toString('utf8', span.offset, span.offset + span.length))).toEqual(span.value);
    }), { numRuns: 400 });
  });

  it('byte by byte', () => {
    fc.assert(fc.property(records, layout, (all, name) => {
      const bytes = Buffer.from(layouts[name](all));
      expect(split(bytes, Array.from({ length: bytes.length }, (_, i) => i)).spans).toEqual(split(bytes).spans);
    }), { numRuns: 60 });
  });
});

describe('any bytes at all', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '\n  ', '1', 'x', '{"h":1}', '{"h":', '"a"', 'null', '{"Records":[', ']}', '\xff', '😀', '{"h":"', '},{"h":2', '{"a":[{"h":1}]}');
  const soup = fc.array(pieces, { maxLength: 60 }).map((all) => Buffer.from(all.join('')));

  it('balance, and give the same spans wherever the chunks end', () => {
    fc.assert(fc.property(soup, fc.array(fc.nat(200), { maxLength: 8 }), (bytes, cuts) => {
      const whole = split(bytes);
      expect(split(bytes, cuts.sort((a, b) => a - b))).toEqual(whole);
      expect(split(bytes, Array.from({ length: bytes.length }, (_, i) => i))).toEqual(whole);
      let at = 0;
      for (const span of whole.spans) {
        expect(span.offset).toBeGreaterThanOrEqual(at);
        at = span.offset + span.length;
      }
      expect(at).toBeLessThanOrEqual(bytes.length);
    }), { numRuns: 600 });
  });

  it('also where records may be only a few bytes long', () => {
    fc.assert(fc.property(soup, fc.array(fc.nat(200), { maxLength: 8 }), (bytes, cuts) => {
      const small = { recordBytes: 12, depth: 3 };
      expect(split(bytes, cuts.sort((a, b) => a - b), small)).toEqual(split(bytes, [], small));
    }), { numRuns: 300 });
  });
});

describe('one bad record costs one record', () => {
  const one = fc.record({ h: fc.integer(), who: fc.constantFrom('a', 'b c', 'é'), list: fc.constantFrom([], [{ n: 1 }, { n: 2 }]), deep: fc.constantFrom({}, { a: { b: [1, 'x'] } }) });
  const damages: Record<string, (text: string) => string> = {
    'a lost closing brace': (text) => text.slice(0, -1),
    'a lost opening brace': (text) => text.slice(1),
    'a lost closing quote': (text) => text.replace(/"who": ?"(a|b c|é)"/, (all) => all.slice(0, -1)),
    'a lost opening quote': (text) => text.replace(/"who"/, 'who"'),
    'a lost colon': (text) => text.replace(':', ' '),
    'a lost value': (text) => text.replace(/("h": ?)-?\d+/, '$1'),
    'a number that is none': (text) => text.replace(/("h": ?)-?\d+/, '$101.2.3'),
    'a trailing comma': (text) => `${text.slice(0, -1)},}`,
    'a literal of another language': (text) => text.replace(/("h": ?)-?\d+/, '$1NaN'),
    'an escape that is none': (text) => text.replace(/"who": ?"/, '$&\\x'),
    // Torn behind a whole inner object it would be valid JSON with the next records inside, which nobody can tell.
    'a torn half': (text) => text.slice(0, text.length >> 1).replace(/\}+$/, ''),
    'other text': () => '# rotated by hand',
  };
  const shapes: [string, (all: string[]) => string, number | undefined][] = [
    ['JSON Lines', (all) => all.join('\n'), undefined],
    ['a list', (all) => `[${all.join(',')}]`, undefined],
    ['an envelope', (all) => `{"Records":[${all.join(',')}],"next":null}`, undefined],
    ['a list, one a line', (all) => `[\n${all.join(',\n')}\n]`, undefined],
    ['a pretty list', (all) => `[\n${all.map((text) => text.replace(/^/gm, '  ')).join(',\n')}\n]\n`, 2],
    ['pretty objects', (all) => all.join('\n'), 2],
  ];
  for (const [shape, join, indent] of shapes) {
    it.each(Object.keys(damages))(`in ${shape}: %s`, (name) => {
      fc.assert(fc.property(fc.array(one, { minLength: 3, maxLength: 8 }), fc.nat(), fc.boolean(), (all, pick, byByte) => {
        // The last of a list takes the end of the list with it, so it is another matter.
        const bad = pick % (all.length - 1);
        const texts = all.map((r, i) => (i === bad ? damages[name]!(JSON.stringify(r, null, indent)) : JSON.stringify(r, null, indent)));
        const bytes = Buffer.from(join(texts));
        const { spans } = split(bytes, byByte ? Array.from({ length: bytes.length }, (_, i) => i) : []);
        const good = all.filter((_, i) => i !== bad);
        const read = values(spans);
        for (const r of good) expect(read).toContainEqual(r);
        expect(skips(spans).length).toBeGreaterThan(0);
      }), { numRuns: 15 });
    });
  }

  it('a bad record at the end of a list does not swallow the next envelope', () => {
    const { spans } = split(Buffer.from('{"Records":[{"h":1},{"h":2,"x":"}]}\n{"Records":[{"h":3}]}'));
    expect(values(spans)).toEqual([{ h: 1 }, { h: 3 }]);
    expect(skips(spans)).toEqual(['json/invalid']);
  });

  it('a string over the limit that holds the next record is damage up to there, and the blanks behind it are counted once, however the bytes come', () => {
    const bytes = Buffer.from(`[\n{"a":1},\n{"a":2},\n"xxx\n{\\"a\\":3},${'y'.repeat(200)}"   ,\n{"a":5}\n]`);
    const whole = split(bytes, [], { recordBytes: 100, depth: 20 });
    expect(values(whole.spans)).toEqual([{ a: 1 }, { a: 2 }, { a: 5 }]);
    for (let size = 1; size < bytes.length; size += 1) {
      expect(split(bytes, Array.from({ length: Math.floor(bytes.length / size) }, (_, n) => (n + 1) * size), { recordBytes: 100, depth: 20 })).toEqual(whole);
    }
  });
});

describe('what cannot be a record', () => {
  it('is too deep: a skip of its own, and the next is read', () => {
    const deep = `{"h":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { spans, truncated } = split(Buffer.from(`[{"h":0},${deep},{"h":1}]`));
    expect(values(spans)).toEqual([{ h: 0 }, { h: 1 }]);
    expect(spans[1]).toMatchObject({ kind: 'skip', reason: 'json/too-deep', offset: 9, length: deep.length, path: '[1]' });
    expect(truncated).toBe(false);
    const edge = (levels: number) => `{"h":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect(skips(split(Buffer.from(edge(200))).spans)).toEqual([]);
    expect(skips(split(Buffer.from(edge(201))).spans)).toEqual(['json/too-deep']);
  });

  it('is too long: a skip of its own, and the next is read', () => {
    const long = `{"h":"${'x'.repeat(5000)}"}`;
    const text = Buffer.from(`{"h":0}\n${long}\n{"h":1}\n`);
    for (const cuts of [[], [100, 3000, 5009, 5016], Array.from({ length: text.length }, (_, i) => i)]) {
      const { spans } = split(text, cuts, { recordBytes: 1000, depth: 200 });
      expect(values(spans)).toEqual([{ h: 0 }, { h: 1 }]);
      expect(spans[1]).toMatchObject({ kind: 'skip', reason: 'record/too-long', offset: 8, length: long.length });
    }
  });

  it('says where a record is broken', () => {
    const { spans } = split(Buffer.from('{"h":1}\n{"h":1,"a":tru}\n{"h":1 "b":2}\n{"h":1,,"a":1}'));
    expect(spans.slice(1)).toMatchObject([
      { reason: 'json/invalid', detail: 'not valid JSON within its 15 characters', offset: 8, length: 15 },
      { reason: 'json/invalid', detail: 'broken at byte 31: a string after "1"', offset: 24, length: 13 },
      { reason: 'json/invalid', detail: 'broken at byte 45: "," after ","', offset: 38, length: 14 },
    ]);
  });
});

describe('a member that ends too early', () => {
  it('gives its whole records, one torn tail, and says so', () => {
    fc.assert(fc.property(fc.array(record, { minLength: 2, maxLength: 6 }), layout, fc.nat(), (all, name, cut) => {
      const bytes = Buffer.from(layouts[name](all));
      const { spans, truncated } = split(bytes.subarray(0, 1 + (cut % (bytes.length - 1))));
      const read = values(spans);
      expect(read).toEqual(all.slice(0, read.length));
      expect(skips(spans).length).toBeLessThanOrEqual(1);
      if (skips(spans).length > 0) {
        expect(skips(spans)).toEqual(['json/truncated']);
        expect(truncated).toBe(true);
      }
    }), { numRuns: 300 });
  });
});

it('never takes long, whatever the bytes', () => {
  const lines = ['{"a', '{"a":[', '{"', '{', '{"a":{"b":"', '[{"a":1,', '{"a":"\\', '},{"'];
  for (const line of lines) {
    for (const end of ['\n', '']) {
      const bytes = Buffer.from(`{"a":1}\n${`${line}${end}`.repeat(Math.ceil(300_000 / line.length))}`);
      const cuts = Array.from({ length: bytes.length >> 16 }, (_, i) => i << 16);
      const before = process.cpuUsage();
      split(bytes, cuts);
      expect(process.cpuUsage(before).user / 1e6, `seconds for ${JSON.stringify(line + end)} repeated`).toBeLessThan(5);
    }
  }
});
