/** Rules that read what others found: on the month with all sources they speak of the thief's two victims in the story of the stolen session, and of nobody else. */
export const rulesOverFindings: readonly string[] = ['findings-many-techniques', 'credential-finding-then-mfa-change', 'finding-then-other-finding'];

/** What they must find: rule and user. Nobody changes a second factor in the story. */
export const foundOverFindings: readonly (readonly [rule: string, user: string])[] = (['finding-then-other-finding', 'findings-many-techniques'] as const)
  .flatMap((rule) => (['j.doe', 'j.doe@haldenfreight.example'] as const).map((user) => [rule, user] as const));
