/** What a rule of kind meta measures of the findings in a window; docs/rules.md defines each. */
export const metaMeasures = ['findings', 'rules', 'hypotheses', 'techniques', 'datasets', 'risk'] as const;
export type MetaMeasure = (typeof metaMeasures)[number];
