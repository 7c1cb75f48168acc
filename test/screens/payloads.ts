/** Texts that a log may hold and that must stay texts. Each calls `pwned()` where it becomes code, or asks for `/canary` where it becomes a resource. */
const code = 'pwned()';
const tags = ['img', 'svg', 'video', 'audio', 'body', 'input', 'details', 'marquee', 'iframe', 'object', 'embed', 'math', 'select', 'textarea', 'keygen', 'table'];
const handlers = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onstart', 'onmouseover', 'onanimationstart', 'onpointerenter'];

const markup = tags.flatMap((tag) => handlers.map((handler) => `<${tag} src=/canary ${handler}=${code} autofocus open>`));
const scripts = [
  `<script>${code}</script>`, `<script src=/canary></script>`, `</script><script>${code}</script>`, `</title><script>${code}</script>`, `</textarea><script>${code}</script>`, `"><script>${code}</script>`,
  `'><script>${code}</script>`, `--><script>${code}</script>`, `]]><script>${code}</script>`, `<scr<script>ipt>${code}</scr</script>ipt>`, `<SCRIPT SRC=//127.0.0.1/canary></SCRIPT>`, `<svg><script href=/canary />`,
  `<svg><animate onbegin=${code} attributeName=x dur=1s>`, `<svg><a xlink:href="javascript:${code}"><text>x</text></a></svg>`, `<math><mtext></form><form><mglyph><style></math><img src onerror=${code}>`,
  `<noscript><p title="</noscript><img src=x onerror=${code}>">`, `<a href="javascript:${code}">x</a>`, `<a href="/canary" ping="/canary">x</a>`, `javascript:${code}`, `data:text/html,<script>${code}</script>`,
];
const resources = [
  '<link rel=stylesheet href=/canary>', '<link rel=prefetch href=/canary>', '<link rel=preconnect href=http://127.0.0.1:9>', '<meta http-equiv=refresh content="0;url=/canary">', '<base href=http://127.0.0.1:9/>',
  '<form action=/canary><button>x</button></form>', '<style>@import "/canary"; *{background:url(/canary)}</style>', '<iframe srcdoc="<img src=/canary>">', '<picture><source srcset=/canary></picture>', '<video poster=/canary>',
  '<object data=/canary></object>', '<embed src=/canary>', '<audio src=/canary>', '<input type=image src=/canary>', '<body background=/canary>', '<portal src=/canary>',
];
const templates = ['{{constructor.constructor("pwned()")()}}', '${pwned()}', '#{pwned()}', '<%= pwned() %>', '{{#each}}', '{name} | {n} | @:app.name', '%s%n%x', '$user.name$', '@.lower:app.name'];
export const formulas = ['=cmd|\'/C calc\'!A0', '+1+1', '-2+3', '@SUM(1)', '\t=1', '=HYPERLINK("http://127.0.0.1:9/canary","x")'];
const prototypes = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Characters that are not seen or that turn text around, with what they must be shown as. */
export const unseen: readonly (readonly [text: string, shown: string])[] = [
  ['user\u202egnp.exe', 'user[U+202E]gnp.exe'], ['a\u2066b\u2069c', 'a[U+2066]b[U+2069]c'], ['nul\u0000l', 'nul[U+0000]l'], ['esc\u001b[31mred', 'esc[U+001B][31mred'], ['zero\u200bwidth', 'zero[U+200B]width'],
  ['line\u2028end', 'line[U+2028]end'], ['tag\u{e0041}s', 'tag[U+E0041]s'], ['half\ud800', 'half\ufffd'], ['arab\u061cic', 'arab[U+061C]ic'], ['bom\ufeffx', 'bom[U+FEFF]x'],
];
export const payloads: readonly string[] = [...scripts, ...resources, ...templates, ...formulas, ...prototypes, ...markup];
