import type { Building } from './building.ts';
import type { Reader } from './path.ts';
import { saidOf } from './said.ts';

/** A text with paths in braces (`{actor.type}/{actor.id}`; `{{` is a brace); nothing where one of the paths says nothing. */
export function compileTemplate(text: string, building: Building, at: readonly (string | number)[]): Reader {
  const parts: (string | Reader)[] = [];
  let plain = '';
  for (let i = 0; i < text.length;) {
    if (text.startsWith('{{', i) || text.startsWith('}}', i)) {
      plain += text[i]!;
      i += 2;
    } else if (text[i] === '{') {
      const end = text.indexOf('}', i);
      if (end < 0) {
        building.tell(at, `A "{" is not closed in "${text.slice(0, 60)}". A brace itself is written twice.`);
        return () => undefined;
      }
      parts.push(plain, building.path(text.slice(i + 1, end), at).one);
      plain = '';
      i = end + 1;
    } else plain += text[i++]!;
  }
  parts.push(plain);
  if (parts.length === 1) building.tell(at, 'A template has at least one path in braces; a text alone stands under value.');
  return (scope) => {
    let made = '';
    for (const part of parts) {
      const said = typeof part === 'string' ? part : saidOf(part(scope));
      if (said === undefined) return undefined;
      made += said;
    }
    return made;
  };
}
