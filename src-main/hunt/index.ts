export { checkRuleText } from './check-rules.ts';
export { runExamples } from './examples.ts';
export { bindRule, parameterValues, parseRule } from './grammar/parse-rule.ts';
export { problemText, type Problem } from './grammar/problem.ts';
export { huntRules, whyCannotRun, type RuleOutcome } from './hunt-rules.ts';
export { computedFields } from './known-fields.ts';
export { loadRules, pickRules } from './load-rules.ts';
export { kinds, ruleKey, vendors, type Rule } from './rule.ts';
export { ruleSentence } from './sentence.ts';
