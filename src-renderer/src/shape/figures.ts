/** Numbers, spans and times as text. The same on every machine: no locale, no local zone. */

/** 5051745 → "5,051,745". */
export function count(n: number): string {
  return Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A count for narrow places, three figures from a hundred thousand on: 4,120 → "4,120", 5051745 → "5.05 M". */
export function shortCount(n: number): string {
  if (n < 100_000) return count(n);
  const [value, unit] = n < 999_500 ? [n / 1000, 'k'] : n < 999_500_000 ? [n / 1_000_000, 'M'] : [n / 1_000_000_000, 'G'];
  return `${value.toPrecision(3)} ${unit}`;
}

/** Bytes with a unit, three figures: "812 B", "4.1 MB", "2.1 GB". */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A span of ms in its largest fitting unit: "22 s", "10 min", "64 min", "3 h", "30 d". */
export function span(ms: number): string {
  const s = ms / 1000;
  if (s < 1) return `${Math.round(ms)} ms`;
  if (s < 120) return `${trim(s)} s`;
  if (s < 7200 && s !== 3600) return `${trim(s / 60)} min`;
  if (s < 172_800 && s !== 86_400) return `${trim(s / 3600)} h`;
  return `${trim(s / 86_400)} d`;
}

function trim(value: number): string {
  return Number.isInteger(value) ? String(value) : value >= 10 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
}

/** Time left in words of a clock: "12 s", "3 min", "2 h 10 min". */
export function left(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An ISO 8601 UTC time in its parts, as text; null for what is not one. */
function parts(iso: string): { year: string; month: string; day: string; time: string; rest: string } | null {
  const hit = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(iso);
  if (hit === null) return null;
  return { year: hit[1]!, month: months[Number(hit[2]) - 1] ?? hit[2]!, day: hit[3]!, time: hit[4]!, rest: hit[5] ?? '' };
}

/** "19 May 14:37:09", with the year where `year` asks for it. What is not an ISO UTC time comes back as it is. */
export function moment(iso: string, year = false): string {
  const p = parts(iso);
  return p === null ? iso : `${p.day} ${p.month}${year ? ` ${p.year}` : ''} ${p.time}`;
}

/** "19 May 14:37", for ends of a range. */
export function minute(iso: string, year = false): string {
  const text = moment(iso, year);
  return parts(iso) === null ? text : text.slice(0, -3);
}

/** "14:37:09.120", with what the source wrote below a second. */
export function timeOfDay(iso: string): string {
  const p = parts(iso);
  return p === null ? iso : p.time + p.rest.replace(/0+$/, '').replace(/^\.$/, '');
}

/** "19 May 2026". */
export function day(iso: string): string {
  const p = parts(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  return p === null ? iso : `${p.day} ${p.month} ${p.year}`;
}

/** A range without saying the day twice: "19 May 14:50–15:40", "20 Apr 00:00 – 20 May 00:00". */
export function range(from: string, to: string, year = false): string {
  const [a, b] = [parts(from), parts(to)];
  if (a === null || b === null) return `${from} – ${to}`;
  const sameDay = a.day === b.day && a.month === b.month && a.year === b.year;
  const close = Date.parse(to) - Date.parse(from) < 120_000;
  const cut = (time: string) => (close ? time : time.slice(0, 5));
  if (sameDay) return `${a.day} ${a.month}${year ? ` ${a.year}` : ''} ${cut(a.time)}–${cut(b.time)}`;
  return `${minute(from, year || a.year !== b.year)} – ${minute(to, year || a.year !== b.year)}`;
}

/** True where a span crosses a year, so that times must name theirs. */
export function crossesYear(first: string | null, last: string | null): boolean {
  return first !== null && last !== null && first.slice(0, 4) !== last.slice(0, 4);
}

/** The head of a hash, enough to tell two apart at a glance. */
export function shortHash(hash: string): string {
  return hash.length > 16 ? `${hash.slice(0, 12)}…` : hash;
}
