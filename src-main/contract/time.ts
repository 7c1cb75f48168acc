/** UTC milliseconds as ISO 8601 with Z; fractions only where there are any. The one way times are written in JSON and texts. */
export function isoOf(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}
