export const risk = {
  title: 'Risk', lead: 'what the findings add up to', sum: 'Sum', list: 'Parts of the risk of {user}',
  columns: { points: 'Points', sev: 'Sev', finding: 'Finding', how: 'How it counts', verdict: 'Verdict', start: 'Start, {zone}' },
  none: 'No finding gives any risk.',
  how: { worth: 'score {score} × {weight} %', confirmed: ', twice since confirmed', repeat: '; its rule fired before: a tenth of {worth}', over: '; its rule gave all that it can' },
  more: '1 more finding gives {points} | {n} more findings give {points}',
  published: '1 finding of a published rule gives nothing. | {n} findings of published rules give nothing.', cleared: '1 cleared finding gives nothing. | {n} cleared findings give nothing.',
  ofUser: 'Risk of {user}: {n}',
};
