import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../src-main/sources/index.ts';
import { eventOf, eventsOf, outcomesOf, trailRecord } from './records.ts';

const inner = trailRecord();
const text = JSON.stringify(inner);

/** The same record in every envelope, written by hand in the shape that each tool gives it. */
const wrapped: readonly [name: string, value: unknown, path: string | null][] = [
  ['nothing', inner, null],
  ['lookup-events', { EventId: 'ev-1', EventTime: '2026-05-04T10:15:30+02:00', Username: 'mara', ReadOnly: 'true', Resources: [], CloudTrailEvent: text }, 'CloudTrailEvent'],
  ['a list of lookup-events', { Events: [{ EventId: 'ev-1', CloudTrailEvent: text }], NextToken: 'n' }, 'Events[0].CloudTrailEvent'],
  ['Cribl', { _raw: JSON.stringify(inner, null, 2), _time: 1777882530, host: 'h' }, '_raw'],
  ['Cribl with a parsed _raw', { _raw: inner, _time: 1777882530 }, '_raw'],
  ['a Splunk export', { preview: false, result: { _raw: text, _time: '2026-05-04T08:15:30Z' } }, 'result._raw'],
  ['a CloudWatch Logs subscription', { messageType: 'DATA_MESSAGE', owner: '1', logGroup: 'g', logStream: 's', subscriptionFilters: [], logEvents: [{ id: '1', timestamp: 1777882599000, message: text }] }, 'logEvents[0].message'],
  ['Logs Insights', { '@timestamp': '2026-05-04 08:16:01.000', '@message': text, '@ptr': 'p' }, '@message'],
  ['Logs Insights by its API', { results: [[{ field: '@timestamp', value: '2026-05-04 08:16:01.000' }, { field: '@message', value: text }]], status: 'Complete' }, 'results[0].@message'],
  ['EventBridge', { version: '0', id: 'x', 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ec2', time: '2026-05-04T08:15:30Z', detail: inner }, 'detail'],
  ['MozDef', { category: 'cloudtrail', summary: 'x', details: inner }, 'details'],
  ['a StreamAlert test', { data: { Records: [inner] }, description: 'd', log: 'cloudtrail:events' }, 'data.Records[0]'],
  ['Elastic', { '@timestamp': '2026-05-04T08:16:00Z', event: { original: text, dataset: 'aws.cloudtrail' } }, 'event.original'],
  ['Elastic, flat', { '@timestamp': '2026-05-04T08:16:00Z', 'event.original': text }, 'event.original'],
  ['Filebeat', { '@timestamp': '2026-05-04T08:16:00Z', message: text, log: {} }, 'message'],
  ['an Elasticsearch hit', { _index: 'i', _id: '1', _source: { message: text } }, '_source.message'],
  ['JSON text that was encoded twice', { _raw: JSON.stringify(text) }, '_raw'],
  ['StreamAlert around CloudWatch', { data: { messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', timestamp: 1, message: text }] }, log: 'cloudwatch:cloudtrail' }, 'data.logEvents[0].message'],
];

describe('the same event from every envelope', () => {
  const bare = eventOf(inner);
  test.each(wrapped)('%s', (_name, value, path) => {
    expect(unwrap(value, null).map((one) => one.path)).toEqual([path]);
    expect(eventOf(value)).toEqual(bare);
  });
});

test('paths go on from where the record lies', () => {
  expect(unwrap({ CloudTrailEvent: text }, 'Events[7]')[0]?.path).toBe('Events[7].CloudTrailEvent');
  expect(unwrap(inner, 'Records[3]')).toEqual([{ path: 'Records[3]', value: inner, envelope: null }]);
});

test('the time inside wins over the time outside; outside helps only where inside has none', () => {
  const outer = { EventTime: '2021-11-18T09:41:02-08:00', CloudTrailEvent: text };
  expect(eventOf(outer).time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30));
  expect(eventOf({ ...outer, CloudTrailEvent: JSON.stringify(trailRecord({ eventTime: undefined })) }).time.ms).toBe(Date.UTC(2021, 10, 18, 17, 41, 2));
});

test('each message of a subscription is one record, and a bad one costs itself', () => {
  const second = JSON.stringify(trailRecord({ eventID: 'ev-2' }));
  const message = { messageType: 'DATA_MESSAGE', logEvents: [{ message: text }, { message: '{"cut' }, { message: '' }, 7, { message: second }] };
  expect(outcomesOf(message)).toEqual(['event', 'envelope/inner-invalid', 'envelope/empty', 'envelope/inner-invalid', 'event']);
  expect(unwrap(message, null).map((one) => one.path)).toEqual([0, 1, 2, 3, 4].map((i) => `logEvents[${i}].message`));
});

describe('envelopes without an event', () => {
  test.each([
    [{ messageType: 'CONTROL_MESSAGE', owner: 'CloudwatchLogs', logEvents: [{ id: '', timestamp: 1, message: 'CWL CONTROL MESSAGE: Checking health of destination' }] }, 'envelope/control-message'],
    [{ messageType: 'DATA_MESSAGE', logEvents: [] }, 'envelope/empty'],
    [{ CloudTrailEvent: '' }, 'envelope/empty'],
    [{ CloudTrailEvent: null }, 'envelope/empty'],
    [{ CloudTrailEvent: 'not json' }, 'envelope/inner-invalid'],
    [{ _raw: '7' }, 'envelope/inner-invalid'],
    [{ message: '{"broken' }, 'envelope/inner-invalid'],
    [{ message: 'plain text of some other log' }, 'source/unknown'],
    [{ data: { temperature: 7 } }, 'source/unknown'],
  ])('%j', (value, reason) => {
    expect(outcomesOf(value)).toEqual([reason]);
  });
});

test('a record is not looked into for what it holds', () => {
  const record = trailRecord({ message: text, data: { Records: [inner] } });
  expect(eventsOf(record)).toHaveLength(1);
});

test('envelopes in envelopes end', () => {
  let value: unknown = inner;
  for (let i = 0; i < 50; i++) value = { _raw: value };
  expect(outcomesOf(value)).toEqual(['source/unknown']);
});

test('anything at all is unwrapped without throwing, and gives at least one entry', () => {
  const names = fc.constantFrom('_raw', 'CloudTrailEvent', 'logEvents', 'message', 'event', 'detail', 'data', 'Records', 'messageType', 'eventName', '__proto__');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, fc.anything(), fc.constantFrom(text, 'DATA_MESSAGE', '{', '[]'), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(names, tie('tree'), { maxKeys: 3 })),
  }));
  fc.assert(fc.property(tree, (value) => {
    expect(unwrap(value, null).length).toBeGreaterThan(0);
  }), { numRuns: 500 });
});

/** Logs of hosts are no JSON: in an envelope they are text. */
const hostTexts: readonly [name: string, text: string][] = [
  ['a Windows event as XML', "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System/></Event>"],
  ['one with a declaration', '<?xml version="1.0" encoding="utf-8"?>\r\n<Event><System/></Event>'],
  ['one in the lines of Splunk', '05/18/2026 08:00:00 AM\r\nLogName=Security\r\nEventCode=4688'],
  ['one as Snare sends it', '<14>Jan 28 13:33:30 ws-17 MSWinEventLog\t1\tSecurity\t7\tFri Jan 28 13:33:30 2026\t4688'],
  ['a line of auditd', 'type=EXECVE msg=audit(1364481363.243:24287): argc=1 a0="id"'],
  ['a line of auditd with its host', 'node=db-1 type=EXECVE msg=audit(1364481363.243:24287): argc=1 a0="id"'],
  ['auditd through syslog', 'Mar  3 13:33:30 db-1 audispd: type=EXECVE msg=audit(1364481363.243:24287): argc=1 a0="id"'],
  ['auditd through the journal', '2026-05-04T08:15:30.123456+00:00 db-1 audit[77]: EXECVE argc=1 a0="id"'],
  ['Sysmon for Linux through syslog', '<14>May  4 08:15:30 db-1 sysmon: <Event><System/></Event>'],
];

describe('the text of a host\'s log is the record', () => {
  test.each(hostTexts)('%s', (_name, line) => {
    for (const [value, path] of [
      [{ _raw: line, _time: 1 }, '_raw'], [{ event: { original: line } }, 'event.original'], [{ 'event.original': line }, 'event.original'], [{ message: line }, 'message'],
      [{ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', timestamp: 1, message: line }] }, 'logEvents[0].message'], [{ result: { _raw: line } }, 'result._raw'],
    ] as const) expect(unwrap(value, null), path).toMatchObject([{ path, value: line }]);
  });

  test.each(['<html><body>', 'GET / HTTP/1.1', '<14>Jan 28 13:33:30 fw-1 deny tcp', 'type=web path=/', '05/18/2026 note', 'Event', '<Events>'])('%s is none of them', (line) => {
    expect(unwrap({ _raw: line }, null)).toMatchObject([{ skip: { reason: 'envelope/inner-invalid' } }]);
    expect(unwrap({ message: line }, null)).toEqual([{ path: null, value: { message: line }, envelope: null }]);
  });
});
