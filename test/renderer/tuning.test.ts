import { describe, expect, test } from 'vitest';
import { curvePicture } from '../../src-main/charts/curve-picture.ts';
import { curveDots, entityIn, eventsOf, historyPath, scaleOf, stepFrom } from '../../src-renderer/src/shape/tuning.ts';

const MINUTE = 60_000;
const whole = { type: 'int', min: 1, max: 20, step: 1, default: 3, value: 5 } as const;
const wide = { type: 'duration', min: MINUTE, max: 1440 * MINUTE, step: MINUTE, default: 10 * MINUTE, value: 10 * MINUTE } as const;

describe('a slider', () => {
  test('has a place for every step between the bounds', () => {
    const scale = scaleOf(whole)!;
    expect(scale.most).toBe(19);
    expect(Array.from({ length: 20 }, (_, place) => scale.valueAt(place))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect([scale.placeOf(1), scale.placeOf(20), scale.placeOf(99)]).toEqual([0, 19, 19]);
  });
  test('goes by ratio where the bounds are far apart, on the steps of the parameter', () => {
    const scale = scaleOf(wide)!;
    expect([scale.valueAt(0), scale.valueAt(scale.most)]).toEqual([MINUTE, 1440 * MINUTE]);
    expect(scale.valueAt(scale.most / 2) / MINUTE).toBe(38);
    expect(Array.from({ length: scale.most }, (_, place) => scale.valueAt(place)).every((one) => one % MINUTE === 0)).toBe(true);
  });
  test('a key goes to the next value, though several places have one', () => {
    const scale = scaleOf(wide)!;
    expect(stepFrom(scale, MINUTE, 1)).toBe(2 * MINUTE);
    expect(stepFrom(scale, 2 * MINUTE, -1)).toBe(MINUTE);
    expect(stepFrom(scale, MINUTE, -1)).toBe(MINUTE);
    expect(stepFrom(scaleOf(whole)!, 20, 1)).toBe(20);
  });
  test('of shares has no rests of binary fractions; one without bounds takes those of its curve; a text has none', () => {
    const shares = scaleOf({ type: 'number', min: 0, max: 1, step: 0.05, default: 0.5, value: 0.5 })!;
    expect(shares.valueAt(3)).toBe(0.15);
    expect(scaleOf({ ...whole, min: null, max: null }, [{ value: 200, findings: 0 }])!.valueAt(200)).toBe(200);
    expect(scaleOf({ ...whole, type: 'text' })).toBeNull();
  });
});

describe('the curve above it', () => {
  const curve = { rule: 'a/b', parameter: 'p', points: [{ value: 1, findings: 900 }, { value: 5, findings: 12 }, { value: 20, findings: 0 }], left: 0 };
  const scale = scaleOf(whole)!;
  test('has what is tried as one of its points', () => {
    expect(curveDots(curve, { value: 3, findings: 40 }, scale).map(({ findings }) => findings)).toEqual([900, 40, 12, 0]);
    expect(curveDots(null, { value: 3, findings: 40 }, scale)).toEqual([]);
  });
  test('lies above the slider from end to end, with a dot for what is tried that stays in the picture', () => {
    const { shapes } = curvePicture(curveDots(curve, null, scale), { normal: 0, saved: 1, draft: { at: 1, findings: 0 } }, { width: 400, label: String });
    const dot = shapes.find((one) => one.kind === 'circle');
    expect(dot).toMatchObject({ x: 392, y: 72 });
    expect(shapes.filter((one) => one.kind === 'text').map((one) => one.kind === 'text' && one.text)).toEqual(['900', '0']);
    expect(shapes.filter((one) => one.kind === 'path').every((one) => one.kind === 'path' && !one.d.includes('NaN'))).toBe(true);
  });
  test('of few findings is drawn as it is, of many by ratio', () => {
    const y = (most: number): number => {
      const { shapes } = curvePicture([{ at: 0, findings: most }, { at: 1, findings: 0 }], { normal: 0, saved: 0, draft: { at: 0.5, findings: most / 10 } }, { width: 400, label: String });
      const dot = shapes.find((one) => one.kind === 'circle');
      return dot?.kind === 'circle' ? dot.y : NaN;
    };
    expect(y(50)).toBeCloseTo(72 - 5.4);
    expect(y(1000)).toBeLessThan(45);
  });
});

test('events of a finding that is not stored are those of its entity in its time', () => {
  const url = eventsOf({ start: '2026-01-05T00:00:00Z', end: '2026-01-05T00:02:00Z', entity: { 'user.name': 'a&b', 'network.identity': 'x', 'organization.id': '' } });
  expect(JSON.parse(decodeURIComponent(url.replace('/events?f=', '')))).toMatchObject({
    from: Date.parse('2026-01-05T00:00:00Z'), to: Date.parse('2026-01-05T00:02:00Z') + 1, chips: [{ field: 'user.name', operator: 'is', values: ['a&b'] }], finding: null,
  });
});

test('a link names an entity, and what it does not say well is none', () => {
  const path = historyPath('a b', 'published', { 'user.name': 'x/ä' });
  expect(entityIn(new URL(path, 'http://host').searchParams.get('entity'))).toEqual({ 'user.name': 'x/ä' });
  for (const odd of [undefined, '', '[]', '{"a":1}', '{', null]) expect(entityIn(odd)).toBeNull();
});
