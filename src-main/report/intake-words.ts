import { isoOf, type ImportScope, type Intake } from '../contract/index.ts';

/** How evidence was taken in, a sentence each; none where that was as it lies. Times UTC. */
export function intakeWords(intake: Intake): readonly string[] {
  const offsets = offsetWords(intake);
  return [
    ...(intake.scope === null ? [] : [`Only ${scopeWords(intake.scope)}`]),
    ...(intake.zone === null ? [] : [`Times that name no zone are read in ${intake.zone}`]),
    ...(intake.dataset === null ? [] : [`Records are read as ${intake.dataset}, as the analyst said`]),
    ...(intake.mapping === undefined || intake.mapping === null ? [] : [`Records are read by the analyst's own mapping ${intake.mapping}, as the analyst said`]),
    ...(offsets === '' ? [] : [`Clocks put right: ${offsets}`]),
  ];
}

export function scopeWords({ from, to, ...lists }: ImportScope): string {
  const time = (text: string) => isoOf(Date.parse(text));
  const span = from !== null && to !== null ? [`from ${time(from)} to before ${time(to)}`] : from !== null ? [`from ${time(from)} on`] : to !== null ? [`before ${time(to)}`] : [];
  const parts = ([['sources', lists.datasets], ['accounts', lists.accounts], ['users', lists.users], ['categories', lists.categories]] as const).filter(([, values]) => values.length > 0);
  return [...span, ...parts.map(([name, values]) => `${name} ${values.join(', ')}`)].join('; ');
}

/** `okta.system +90 s, aws.cloudtrail −5 s`. */
export function offsetWords({ offsets }: Pick<Intake, 'offsets'>): string {
  return offsets.map(({ dataset, seconds }) => `${dataset} ${seconds < 0 ? '−' : '+'}${Math.abs(seconds)} s`).join(', ');
}
