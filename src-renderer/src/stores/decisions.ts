import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DecisionStep } from '@contract';
import { ask } from '../transport/client.ts';
import { useFinding } from './finding.ts';
import { useFindings } from './findings.ts';

/** Taking back the last decision, and giving it again. Nothing is deleted: main writes a row that says so. */
export const useDecisions = defineStore('decisions', () => {
  /** What was taken back or restored last, until the next. */
  const last = shallowRef<{ readonly way: 'undo' | 'redo'; readonly step: DecisionStep } | null>(null);

  async function step(way: 'undo' | 'redo'): Promise<DecisionStep | null> {
    const steps = await ask('decision.steps', {});
    if (steps[way] === null) return null;
    const done = way === 'undo' ? await ask('decision.undo', {}) : await ask('decision.redo', {});
    last.value = { way, step: done };
    const [finding, findings] = [useFinding(), useFindings()];
    await Promise.all([findings.refreshKnown(), finding.id === null || finding.id !== done.finding ? null : finding.show(finding.id)]);
    return done;
  }
  /** Null where there is nothing to take back. */
  const undo = () => step('undo');
  const redo = () => step('redo');
  return { last, undo, redo };
});
