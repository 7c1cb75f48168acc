export const delta = {
  title: 'Since the hunt before', at: 'of {at}', new: 'new', changed: 'changed', gone: 'gone', unchanged: 'unchanged', findings: '{n} {state}', why: 'Between the two', nothing: 'nothing that rules look at',
  because: {
    evidence: '1 event came in | {n} events came in', added: '1 rule ran for the first time | {n} rules ran for the first time', changed: '1 rule is another version | {n} rules are other versions', 'not-run': '1 rule could not run | {n} rules could not run',
    parameters: '1 parameter was changed | {n} parameters were changed', allow: '1 exception | {n} decisions about exceptions', filter: '1 filter | {n} decisions about filters', period: '1 period | {n} decisions about periods',
    verdict: '1 verdict | {n} verdicts', alias: '1 word on names of persons | {n} words on names of persons', trait: '1 word on who a user is | {n} words on who users are', sets: '1 named set was saved | {n} named sets were saved', enrichment: 'other tables of networks and places',
  },
};
