import js from '@eslint/js';
import ts from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import vueParser from 'vue-eslint-parser';

const MARKUP = [
  { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]', message: 'Log content is hostile: set text, never markup.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing.' },
];

// Offline means offline. Whoever may speak to the loopback or name an address is listed below by name; nobody else does.
const OFFLINE = 'Offline means offline: nothing in the app reaches another machine.';
const MODULES = ['http', 'https', 'http2', 'net', 'dgram', 'tls', 'dns', 'dns/promises', 'inspector'].flatMap((name) => [name, `node:${name}`]).concat('undici', 'ws', 'axios', 'got', 'node-fetch', 'electron-updater');
const GLOBALS = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'RTCPeerConnection', 'WebTransport', 'Worker', 'SharedWorker', 'importScripts'];
const NETWORK = [
  { selector: 'MemberExpression[property.name=/^(sendBeacon|openExternal|autoUpdater|serviceWorker)$/]', message: OFFLINE },
  { selector: `MemberExpression[object.name=/^(globalThis|window|self)$/][property.name=/^(${GLOBALS.join('|')})$/]`, message: OFFLINE },
  { selector: `ImportExpression[source.value=/^(node:)?(${MODULES.filter((name) => !name.startsWith('node:')).join('|').replaceAll('/', '.')})$/]`, message: OFFLINE },
];
// The names of W3C's vocabularies (SVG) look like addresses and are none.
const ADDRESS = '(https?|wss?|ftp):[/][/](?!www[.]w3[.]org[/](1999|2000)[/](svg|xhtml|xlink))';
const ADDRESSES = ['Literal[value', 'TemplateElement[value.raw'].map((what) => ({ selector: `${what}=/${ADDRESS}/i]`, message: OFFLINE }));
const MAY_REACH_THE_LOOPBACK = ['src-main/host/web.ts', 'src-renderer/src/transport/http.ts'];
const MAY_NAME_ADDRESSES = [
  'src-main/host/web.ts', 'src-main/host/request-guard.ts', // http://127.0.0.1
  'src-main/enrich/mmdb/vendors.ts', // attributions that licences ask for
  'src-main/evidence/formats/looks-like.ts', // the first bytes of a kind of file
];

export default ts.config(
  { ignores: ['out/**', 'node_modules/**', '**/node_modules/**', 'coverage/**', '.cache/**', 'test/bench/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser, sourceType: 'module' } },
    rules: {
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      // Log content is hostile: it is text, never markup.
      'vue/no-v-html': 'error',
    },
  },
  {
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      'no-control-regex': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...MARKUP],
    },
  },
  { files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,vue}'], rules: { 'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }] } },
  // The clock, randomness and the terminal come in as arguments; one room puts them together.
  { files: ['src-main/{contract,charts,columns,sources,evidence,enrich,hunt,report}/**/*.ts'], rules: { 'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Pass the time in.' }, { object: 'Math', property: 'random', message: 'Pass ids in.' }] } },
  {
    files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: MODULES.map((name) => ({ name, message: OFFLINE, allowTypeImports: true, ...(/^(node:)?net$/.test(name) ? { allowImportNames: ['isIP', 'isIPv4', 'isIPv6'] } : {}) })) }],
      'no-restricted-globals': ['error', ...GLOBALS.map((name) => ({ name, message: OFFLINE }))],
      'no-restricted-syntax': ['error', ...MARKUP, ...NETWORK, ...ADDRESSES],
    },
  },
  { files: MAY_REACH_THE_LOOPBACK, rules: { '@typescript-eslint/no-restricted-imports': 'off', 'no-restricted-globals': 'off' } },
  { files: MAY_NAME_ADDRESSES, rules: { 'no-restricted-syntax': ['error', ...MARKUP, ...NETWORK] } },
  { files: ['**/*.config.{ts,mjs}', 'eslint.config.mjs', '.dependency-cruiser.mjs', 'src-renderer/**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['scripts/**', 'src-main/host/**', 'test/**'], rules: { 'no-console': 'off' } },
);
