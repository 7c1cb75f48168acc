export const report = {
  title: 'Report',
  draft: 'draft', final: 'final', statusDraft: 'Draft: not every finding in it has a verdict', statusFinal: 'Final: every finding in it has a verdict',
  save: 'Save', saving: 'Saving', saved: 'Saved', unsaved: 'Not saved',
  tabs: { label: 'Parts of the draft', outline: 'Outline', words: 'Own words', checks: 'Checks', written: 'Written', page: 'Page' },
  fields: { title: 'Title', titleHint: 'Title of the case', tlp: 'Handling mark', noTlp: 'None', zone: 'Times in', follow: 'As on screen, {zone}' },
  outline: {
    label: 'Outline', up: 'Move up: {what}', down: 'Move down: {what}', go: 'Show on the page: {what}', none: 'nothing to say',
    othersFindings: '1 finding is not told | {n} findings are not told', othersUsers: '1 user is not told | {n} users are not told', hidden: 'The first 200 are listed.', proposed: 'proposed', notProposed: 'not proposed', remark: 'Remark on {what}', hasRemark: 'has a remark',
    propose: 'Back to what is proposed', isProposed: 'As proposed', chosen: 'Chosen by hand', moved: '{what}: {place} of {of}', in: '{what}: in the report', out: '{what}: not in the report',
    noFindings: 'No finding is told. The report says what was read and which rules ran.', remarkHint: 'Own words beside this finding. Markdown.', keys: 'J K next and previous, Space in or out, Enter shows it, Alt ↑ ↓ order',
  },
  part: { cover: 'Cover', summary: 'What was observed', findings: 'Findings', users: 'Users', timeline: 'Timeline', rules: 'Rules and parameters', evidence: 'Evidence', tables: 'Tables and attributions', log: 'Case log', check: 'How to check this report', records: 'Annex: cited records', expected: 'Expected and benign', limits: 'Limitations' },
  words: {
    lead: 'Markdown: paragraphs, lists, emphasis, tables. Raw HTML stays text. Saved when a field is left.',
    mandate: 'Mandate', mandateHint: 'Who asked for what, and when', summary: 'Summary', summaryHint: 'What was observed, in your words', conclusion: 'Conclusion', conclusionHint: 'What you conclude, and how sure you are', limits: 'Limits', limitsHint: 'What was not looked at, and what cannot be said',
  },
  checks: {
    later: 'What to look at is known when the pages are gathered.',
    lead: 'What a reader would ask about.', none: 'Nothing to ask about: verdicts, evidence, tables and rules are settled.',
    'open-verdicts': '1 finding in the report has no verdict | {n} findings in the report have no verdict', 'no-findings': 'No finding is told', 'single-examiner': '1 verdict has no second reviewer | {n} verdicts have no second reviewer',
    skips: '1 record was skipped | {n} records were skipped', 'unread-evidence': '1 exhibit was not read to its end | {n} exhibits were not read to their end', gaps: '1 gap in the evidence | {n} gaps in the evidence',
    'hash-mismatch': '1 hash differs from the one that was given | {n} hashes differ from those that were given', 'no-tables': 'No table of networks and places was used', 'old-tables': '1 table is older than 90 days | {n} tables are older than 90 days',
    'rules-not-run': '1 rule could not run | {n} rules could not run', 'no-summary': 'There is no summary in your words',
  },
  page: {
    label: 'Page as it would be written', drawing: 'Drawing the page', kind: 'Investigation report', first: 'First part. The written report goes on here.', firstOf: 'First part, {told} of {count} told here. The written report goes on.', rows: '{shown} of {total} rows shown', items: '{shown} of {total} shown',
    gathering: 'Gathering the pages', gatherFindings: '1 finding with its events | {n} findings with their events', gatherUsers: '1 user with its sessions and places | {n} users with their sessions and places', gatherPlaces: 'Who of 1 user was in two places | Who of {n} users was in two places',
    gatherEvents: 'The time line and gaps of 1 event | The time line and gaps of {n} events', gatherOnce: 'The outline is there already and can be worked on. After a case was opened this takes longer than later.',
    failed: 'The page could not be drawn.', stale: 'This is the page of before the last change.', sections: '{n} parts, {records} cited records', emptyTitle: 'Nothing to report yet', empty: 'A report says what was read and what the rules found in it. This case has no events.', add: 'Add evidence',
  },
  write: {
    pdf: 'Write PDF', html: 'Write HTML', json: 'Write JSON', csv: 'Write CSV', more: 'Other formats', out: 'File', outHint: 'Optional. Otherwise beside the case file', nothing: 'Off: there are no events to report. Add evidence first.', busy: 'Off while a report is being written.', bar: 'Write the report',
    htmlAbout: 'one file, no script', jsonAbout: 'everything, for machines', csvAbout: 'four tables',
  },
  written: {
    none: 'No report of this case has been written.', lead: 'From the case log.', pages: '1 page | {n} pages', hash: 'SHA-256', copyPath: 'Copy path', copyHash: 'Copy hash', beside: 'and beside it', entry: 'Log entry {seq}',
  },
  jobs: 'Reports',
};
