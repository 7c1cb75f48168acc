/** What stands in the XML of one Windows event, or of a piece of it: the leaves of `System`, and the named values of `EventData`. */
export interface EventXml {
  /** Text of a leaf outside of the data by its name (`EventID`), and its attributes by `Name@Attribute` (`TimeCreated@SystemTime`). The first of a name counts. */
  readonly system: ReadonlyMap<string, string>;
  /** Values of `<Data Name="…">` by name; where names are missing by their place, from `0`. */
  readonly data: ReadonlyMap<string, string>;
  /** The text ends before the event does: the last value may be cut. */
  readonly isCut: boolean;
}

/** Windows nests its events four deep. */
const MOST_DEPTH = 32;
/** No event has so many elements; a text of tags alone ends here. */
const MOST_ELEMENTS = 4096;
const named = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/;
const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' };

interface Open {
  readonly name: string;
  readonly key: string | undefined;
  text: string;
  hasChild: boolean;
}

/**
 * Reads the XML of a Windows event (`<Event>`, `<EventData>` or the `<DataItem>` of Operations Manager around it): elements, attributes, entities, CDATA, comments.
 * A document type is refused, so that no entity but the five of XML and numbers is ever replaced. Never throws; one pass over the text.
 * @returns what stands in it, or a text that says why it is no such XML. A text that ends too early is read as far as it goes (`isCut`)
 */
export function readEventXml(text: string): EventXml | string {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #system = new Map<string, string>();
  readonly #data = new Map<string, string>();
  readonly #open: Open[] = [];
  #at = 0;
  #elements = 0;
  #unnamed = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): EventXml | string {
    for (;;) {
      const tag = this.#text.indexOf('<', this.#at);
      this.#said(this.#text.slice(this.#at, tag < 0 ? undefined : tag));
      if (tag < 0) return this.#finish(true);
      this.#at = tag;
      const wrong = this.#markup();
      if (wrong === CUT) return this.#finish(true);
      if (wrong !== undefined) return wrong;
      if (this.#elements > 0 && this.#open.length === 0) return this.#finish(false);
    }
  }

  /** Values are only kept where an element is open: white space and declarations stand outside. */
  #said(text: string): void {
    const open = this.#open.at(-1);
    if (open !== undefined && text !== '') open.text += text.includes('&') ? text.replaceAll(entity, character) : text;
  }

  #finish(isEarly: boolean): EventXml | string {
    if (this.#elements === 0) return 'no XML of an event';
    if (isEarly) while (this.#open.length > 0) this.#close(this.#open.pop()!);
    return { system: this.#system, data: this.#data, isCut: isEarly };
  }

  #markup(): string | undefined {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) return this.#skipTo('-->');
    if (text.startsWith('<?', this.#at)) return this.#skipTo('?>');
    if (text.startsWith('<![CDATA[', this.#at)) {
      const end = text.indexOf(']]>', this.#at);
      const open = this.#open.at(-1);
      if (open !== undefined) open.text += text.slice(this.#at + 9, end < 0 ? undefined : end);
      return this.#skipTo(']]>');
    }
    if (text.startsWith('<!', this.#at)) return 'a document type, which the XML of an event never has';
    return text.startsWith('</', this.#at) ? this.#endTag() : this.#startTag();
  }

  #skipTo(mark: string): string | undefined {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) return CUT;
    this.#at = end + mark.length;
    return undefined;
  }

  #endTag(): string | undefined {
    const end = this.#text.indexOf('>', this.#at);
    if (end < 0) return CUT;
    const name = this.#text.slice(this.#at + 2, end).trimEnd();
    const open = this.#open.pop();
    if (open?.name !== name) return `</${shown(name)}> closes <${shown(open?.name ?? '')}>`;
    this.#close(open);
    this.#at = end + 1;
    return undefined;
  }

  #startTag(): string | undefined {
    const name = named.exec(this.#text.slice(this.#at + 1, this.#at + 129))?.[0];
    if (name === undefined) return this.#at + 1 >= this.#text.length ? CUT : 'a < that begins no element';
    if (this.#open.length >= MOST_DEPTH || ++this.#elements > MOST_ELEMENTS) return 'more elements than an event has';
    const local = name.slice(name.indexOf(':') + 1);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.hasChild = true;
    let at = this.#at + 1 + name.length;
    let key: string | undefined;
    for (let found = match(attribute, this.#text, at); found !== null; found = match(attribute, this.#text, at)) {
      at += found[0].length;
      const value = (found[2] ?? found[3] ?? '').replaceAll(entity, character);
      if (local === 'Data' && found[1] === 'Name') key = value;
      else if (!this.#system.has(`${local}@${found[1]}`)) this.#system.set(`${local}@${found[1]}`, value);
    }
    const end = match(tagEnd, this.#text, at);
    if (end === null) return this.#text.indexOf('>', at) < 0 ? CUT : `<${shown(name)}> is not well formed`;
    this.#at = at + end[0].length;
    const open: Open = { name, key, text: '', hasChild: false };
    if (end[1] === '/') this.#close(open);
    else this.#open.push(open);
    return undefined;
  }

  #close(open: Open): void {
    if (open.hasChild) return;
    const local = open.name.slice(open.name.indexOf(':') + 1);
    const [into, key] = local === 'Data' ? [this.#data, open.key ?? String(this.#unnamed++)] : [this.#system, local];
    if (!into.has(key)) into.set(key, open.text);
  }
}

/** The text ended in the middle of something. No message: what was read until then counts. */
const CUT = '';

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What is no character stays as it is written. */
function character(written: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? written;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? written : String.fromCodePoint(code);
}

/** A name for a message: short, and with nothing but what can be printed. */
function shown(name: string): string {
  return name.slice(0, 40).replaceAll(/[^\w.:-]/g, '?');
}
