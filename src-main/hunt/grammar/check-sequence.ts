import { datasets } from '../../contract/index.ts';
import { entryOf } from '../known-fields.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';
import type { Checking } from './check-rule.ts';
import { didYouMean } from './suggest.ts';

/** Steps of one sequence, and runs of one step, at most: more is no sequence that anybody looks for. */
const MOST_STEPS = 10;
const MOST_RUNS = 1000;

/** Says what is wrong in the section of a sequence. */
export function checkSequence(checking: Checking, section: SequenceRule['sequence']): void {
  const { say } = checking;
  const present = section.steps.filter((step) => !step.absent);
  if (section.maxspan <= 0) say(['sequence', 'maxspan'], 'A sequence lasts longer than nothing.');
  if (section.steps.length > MOST_STEPS) say(['sequence', 'steps'], `A sequence has at most ${MOST_STEPS} steps.`);
  if (present.length === 0) say(['sequence', 'steps'], 'Steps that must not come need one that comes.');
  else if (section.steps.length === 1 && present[0]!.runs === 1) say(['sequence', 'steps'], 'One event is no sequence: take kind match, or give the step runs.');
  section.steps.forEach((step, i) => checkStep(checking, section, step, i));
}

function checkStep({ say, field, draft }: Checking, section: SequenceRule['sequence'], step: SequenceStep, i: number): void {
  const one = (path: readonly (string | number)[], name: string): void => {
    field(['sequence', 'steps', i, ...path], name);
    if (entryOf(name)?.many) say(['sequence', 'steps', i, ...path], `"${name}" may have several values; one is wanted here.`);
  };
  step.by?.forEach((name, place) => one(['by', place], name));
  if (step.by !== null && step.by.length !== section.by.length) say(['sequence', 'steps', i, 'by'], `This step names ${step.by.length} fields where the sequence has ${section.by.length}: each stands for the one in its place.`);
  if (step.runs < 1 || step.runs > MOST_RUNS) say(['sequence', 'steps', i, 'runs'], `A step runs 1 to ${MOST_RUNS} times.`);
  if (step.new !== null) {
    one(['new', 'value'], step.new.value);
    one(['new', 'of'], step.new.of);
    if (i === 0 || section.steps.slice(0, i).every((before) => before.absent)) say(['sequence', 'steps', i, 'new'], 'New is what was not there before the step before: the first step has none.');
    if (step.runs > 1) say(['sequence', 'steps', i, 'new'], 'What is new comes once: this step has runs.');
  }
  const atEdge = i === 0 || i === section.steps.length - 1;
  if (step.absent) {
    if (step.runs !== 1) say(['sequence', 'steps', i, 'runs'], 'A step that must not come has no runs.');
    if (step.new !== null) say(['sequence', 'steps', i, 'new'], 'A step that must not come is not new.');
    if (!section.ordered) say(['sequence', 'steps', i, 'absent'], 'Without order it is not said when this must not come.');
    if (section.steps[i + 1]?.absent && i === 0) say(['sequence', 'steps', i + 1, 'absent'], 'At either end one step can be what must not come: put both conditions into one with any.');
  }
  if (!section.ordered && step.new !== null) say(['sequence', 'steps', i, 'new'], 'Without order there is no step before.');
  if (step.within !== null && !(step.absent && atEdge)) say(['sequence', 'steps', i, 'within'], 'Only a first or last step that must not come has a time of its own; the others lie within maxspan.');
  if (step.datasets !== null && !step.absent) say(['sequence', 'steps', i, 'datasets'], 'Only a step that must not come needs its log named.');
  step.datasets?.forEach((name, at) => {
    if (!(datasets as readonly string[]).includes(name)) say(['sequence', 'steps', i, 'datasets', at], `There is no dataset "${name}".${didYouMean(name, datasets)}`);
    else if (draft.requires && !draft.requires.datasets.includes(name)) say(['sequence', 'steps', i, 'datasets', at], `"${name}" is not among the required datasets.`);
  });
}
