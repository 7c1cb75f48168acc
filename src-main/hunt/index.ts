export { checkRuleText } from './check-rules.ts';
export { runExamples } from './examples.ts';
export { bindRule, parseRule } from './grammar/parse-rule.ts';
export { problemText, type Problem } from './grammar/problem.ts';
export { huntRules, type RuleOutcome } from './hunt-rules.ts';
export { computedFields } from './known-fields.ts';
export { loadRules, pickRules } from './load-rules.ts';
export { kinds, ruleKey, vendors, type Rule } from './rule.ts';
