import type { Instant } from '../../contract/index.ts';
import { textOf, type JsonObject } from '../read.ts';
import type { Refusal } from '../source.ts';
import { codeOf, never, saidOf, type WindowsEvent } from './windows-event.ts';
import { allButId } from './windows-flat.ts';
import { messageOf4688, messageOfSysmon } from './windows-message.ts';
import { firstTime, setRight } from './windows-time.ts';
import { readEventXml, type EventXml } from './windows-xml.ts';

/** Splunk takes the time of an event out of its text: what it says differs by the zone alone. */
const LATE_MS = 1000;
/** What a text is shows here: it is asked for every text of every log. */
const HEAD = 2048;

/** A Windows event that is text: XML, also behind the head of a syslog line; the lines of Splunk's classic form; a line of Snare. Null for all else. */
export function textEvent(text: string, envelope: JsonObject | null): WindowsEvent | null {
  const start = xmlStart(text);
  if (start >= 0) return xmlEvent(text.slice(start));
  const head = text.slice(0, HEAD);
  if (/^\s*\d\d?\/\d\d?\/\d{4} \d/.test(head)) return classicEvent(text, envelope);
  const snare = head.search(/MSWinEventLog[\t ]/);
  return snare < 0 ? null : snareEvent(text, text.slice(snare).split(/\t/), envelope);
}

/** Where the event begins: at the front, behind a declaration, or in the message of a syslog line; -1 where it is no XML of an event. */
function xmlStart(text: string): number {
  const head = text.slice(0, HEAD);
  const at = head.search(/<Event[\s>]/);
  if (at < 0) return -1;
  const before = head.slice(0, at).trimStart();
  return before === '' || before.startsWith('<?xml') || before.startsWith('<!--') || /^(?:<\d{1,3}>|[A-Z\d])/.test(before) ? at : -1;
}

function xmlEvent(text: string): WindowsEvent | null {
  const read = readEventXml(text);
  if (typeof read === 'string') return damaged(read);
  const { system, data } = read;
  const code = codeOf(system.get('EventID'));
  if (code === undefined) return null;
  return {
    layout: 'a Windows event as XML', code, ...namesIn(read),
    data: (name) => saidOf(data.get(name)),
    logged: () => firstTime([['TimeCreated', system.get('TimeCreated@SystemTime')]]),
    isCut: read.isCut, isHalfDay: never, says: undefined,
  };
}

/** XML that cannot be read is a Windows event all the same, of which nothing is known. */
function damaged(why: string): WindowsEvent {
  const refusal: Refusal = { reason: 'source/invalid', detail: `the XML of the event: ${why}` };
  return { layout: 'XML of a Windows event that cannot be read', code: NaN, channel: undefined, provider: undefined, computer: undefined, recordId: undefined, data: () => undefined, logged: () => refusal, isCut: false, isHalfDay: never, says: undefined };
}

function namesIn({ system }: EventXml): Pick<WindowsEvent, 'channel' | 'provider' | 'computer' | 'recordId'> {
  return { channel: saidOf(system.get('Channel')), provider: saidOf(system.get('Provider@Name')), computer: saidOf(system.get('Computer')), recordId: saidOf(system.get('EventRecordID')) };
}

/** `05/18/2021 08:00:00 AM`, then `Name=value` a line, and the message behind `Message=` to the end. Lines end in every way. */
function classicEvent(text: string, envelope: JsonObject | null): WindowsEvent | null {
  const at = text.search(/[\r\n]Message=/);
  const head = (at < 0 ? text : text.slice(0, at)).split(/[\r\n]+/);
  const said = new Map<string, string>();
  for (const line of head.slice(1)) {
    const is = line.indexOf('=');
    if (is > 0 && !said.has(line.slice(0, is))) said.set(line.slice(0, is), line.slice(is + 1));
  }
  const code = codeOf(said.get('EventCode'));
  if (code === undefined || !said.has('LogName')) return null;
  const provider = saidOf(said.get('SourceName'));
  return {
    layout: 'a Windows event in Splunk\'s classic form', code, provider,
    channel: saidOf(said.get('LogName')), computer: saidOf(said.get('ComputerName')), recordId: saidOf(said.get('RecordNumber')),
    data: fromMessage(at < 0 ? '' : text.slice(at + 9), provider),
    logged: () => right(firstTime([['its first line', head[0]]]), envelope),
    isCut: false, isHalfDay: never, says: allButId,
  };
}

/** `MSWinEventLog criticality log counter time code source user kind type host category data message number`, parted by tabs. */
function snareEvent(text: string, cells: readonly string[], envelope: JsonObject | null): WindowsEvent | null {
  const [code, provider, message, number] = [codeOf(cells[5]), saidOf(cells[6]), cells[13], cells[14]];
  if (code === undefined) return null;
  const header = /^<\d{1,3}>(?:\d )?(\d{4}-\d\d-\d\dT\S+) /.exec(text.slice(0, 100))?.[1];
  return {
    layout: 'a line of Snare', code, provider, channel: saidOf(cells[2]), computer: saidOf(cells[10]),
    recordId: number !== undefined && /^\d+\s*$/.test(number) ? number.trim() : undefined,
    data: fromMessage(message ?? '', provider),
    logged: () => right(firstTime([['the time of the line', cells[4]]]), envelope ?? { _time: header }),
    isCut: false, isHalfDay: never, says: allButId,
  };
}

function fromMessage(message: string, provider: string | undefined): WindowsEvent['data'] {
  let read: ReadonlyMap<string, string> | null = null;
  return (name) => saidOf((read ??= /sysmon/i.test(provider ?? '') ? messageOfSysmon(message) : messageOf4688(message)).get(name));
}

function right(time: Instant | Refusal, envelope: JsonObject | null): Instant | Refusal {
  return 'ms' in time ? setRight(time, textOf(envelope?.['_time']), LATE_MS) : time;
}
