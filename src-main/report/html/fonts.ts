import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const latin = 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD';
const extended = 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113';
const faces = [
  ['Inter', 'inter/files/inter-latin-400-normal', 400, latin], ['Inter', 'inter/files/inter-latin-500-normal', 500, latin], ['Inter', 'inter/files/inter-latin-600-normal', 600, latin],
  ['Inter', 'inter/files/inter-latin-ext-400-normal', 400, extended],
  ['JetBrains Mono', 'jetbrains-mono/files/jetbrains-mono-latin-400-normal', 400, latin], ['JetBrains Mono', 'jetbrains-mono/files/jetbrains-mono-latin-ext-400-normal', 400, extended],
] as const;

/** The fonts of the app inside the page; what they do not have, the reader's system draws. */
export function fontFaces(): string {
  return faces.map(([family, file, weight, range]) => {
    const data = readFileSync(require.resolve(`@fontsource/${file}.woff2`)).toString('base64');
    return `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;unicode-range:${range};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  }).join('\n');
}
