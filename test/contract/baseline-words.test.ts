import { expect, test } from 'vitest';
import { baselineItems } from '../../src-main/contract/index.ts';

test('figures of a baseline are called what they are; without a value, or said better by another, they are left out', () => {
  expect(baselineItems({ span_ms: 1_530_332, 'first.source.ip': '192.0.2.1', 'second.user_agent.os.name': '', step_2_events: 113, learning_ms: 86_400_000, learning_days: 1, baseline_start: '2026-04-20T00:00:00Z', event_share: 0.127, odd_thing_ms: 5, none: null })).toEqual([
    { label: 'first to last', as: 'duration', value: 1_530_332 }, { label: 'first IP', as: 'text', value: '192.0.2.1' }, { label: 'step 2, events', as: 'number', value: 113 }, { label: 'learning (days)', as: 'number', value: 1 },
    { label: 'learned from', as: 'time', value: '2026-04-20T00:00:00Z' }, { label: 'share of events', as: 'share', value: 0.127 }, { label: 'odd thing', as: 'duration', value: 5 },
  ]);
});
