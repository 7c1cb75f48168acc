import type { Rule } from '../rule.ts';
import { checkLiterals } from './check-literals.ts';
import { checkNeeds } from './check-needs.ts';
import { checkReach } from './check-reach.ts';
import { problemsOf, sortedProblems, type Problem } from './problem.ts';
import { remarkingOf } from './remarks.ts';
import { yamlTree } from './yaml-tree.ts';

/** What is odd in a rule that can run: what its writer hardly meant, and what would make its zero a lie. In the order of the file. */
export function remarksOn(rule: Rule): readonly Problem[] {
  const tree = yamlTree(rule.text, problemsOf(rule.file));
  if (tree === null) return [];
  const found: Problem[] = [];
  const remarking = remarkingOf(rule, tree, found);
  checkLiterals(remarking);
  checkReach(remarking);
  checkNeeds(remarking);
  return sortedProblems(found);
}
