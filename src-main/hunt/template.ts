import { processDatasets } from '../contract/index.ts';
import type { Kind } from './rule.ts';
import { ruleName } from './rule-name.ts';
import { kindParts, type Words } from './template-kinds.ts';

export interface TemplateOrder {
  readonly kind: Kind;
  readonly id: string;
  readonly dataset: string;
  readonly today: string;
  readonly author: string;
}

/**
 * A rule of a kind to begin with: commented, valid, with an example that fires and near misses that hold. `dataset` is the log that it looks at; hosts count programs, all others addresses.
 * `id` is as `rules check` wants it; `today` is a day, `author` any text.
 */
export function ruleTemplate({ kind, id, dataset, today, author }: TemplateOrder): string {
  const host = (processDatasets as readonly string[]).includes(dataset);
  const words: Words = host
    ? { thing: 'process.name', things: 'programs', values: ['bash', 'curl', 'nc', 'python3'] }
    : { thing: 'source.ip', things: 'addresses', values: ['198.51.100.7', '203.0.113.9', '192.0.2.33', '198.51.100.200'] };
  const part = kindParts[kind](words);
  return `# A rule of kind ${kind}. docs/rules.md has every key. Change what it says, then
#   bilocate rules check ${id}.yaml    what is wrong, and what is odd, with line and column
#   bilocate rules test ${id}.yaml     its examples
#   bilocate rules test ${id}.yaml --evidence my-logs/    what it finds in logs of yours
# Rules beside a case, in the folder rules/, run with those that ship.
format: 1
id: ${id}                      # never reused for another rule
variant: corrected
version: 1                     # raised with each change
name: ${ruleName({ id, name: null })}
title: '${part.title}'         # $field$ and $measure$ are replaced by values
kind: ${kind}
output: finding                # or view: a table that adds no risk
severity: low                  # info, low, medium, high, critical
hypotheses: [H1]               # H1 networks, H2 agents, H3 new address, H4 places, H5 new place, H6 unusual actions
vendor: bilocate               # how absent and empty values are treated
nulls: { group: keep }         # events that lack a field of the group are a group of their own; drop: they are left out, and counted

why: >-
  Why anybody should look.
false_positives:
  - What else it could be.
next_steps:
  - What to look at next.
fidelity:
  - What the rule does that one might not expect.
how_to_implement: What has to be logged and enriched.
references: []
stories: []
attack: [T1078]                # techniques of ATT&CK
asset_type: User
author: ${JSON.stringify(author)}
created: ${today}
modified: ${today}
source: { name: Own, licence: own, attribution: Own rule. }

data_source:
  - { dataset: ${dataset}, events: [] }        # names of actions; none: all
requires:                      # else the rule says that it cannot run, and gives no silent zero
  datasets: [${dataset}]
  fields: [user.name, ${words.thing}]
entity: { field: user.name, type: user, score: 30 }   # whom a finding is about, and what it adds to the risk
tenant: organization.id

parameters:                    # $name below stands for the value; the Hunts screen has a slider for each
${lines(part.parameters, '  ')}
# Which events are looked at. Every test: docs/rules.md#conditions-on-events
where: ${part.where ?? '{ field: user.name, blank: false }'}

${part.section}
# Fields whose values a finding shows besides those that it counts.
context: [event.action, event.outcome${host ? ', host.name, process.command_line' : ', source.as.organization.name, user_agent.original'}]

# At least one that fires, and one near miss.
examples:
${part.examples.map(({ says, finds, events }) => `  - says: ${says}
    finds: ${finds}
    common: { event.dataset: ${dataset}, organization.id: example, user.name: j.doe@example.com }
    events:
${lines(events.map((event) => `- { ${event} }`), '      ')}`).join('')}`;
}

const lines = (all: readonly string[], indent: string): string => all.map((line) => `${indent}${line}\n`).join('');
