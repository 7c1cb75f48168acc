import js from '@eslint/js';
import ts from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import vueParser from 'vue-eslint-parser';

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
      'no-restricted-syntax': [
        'error',
        { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]', message: 'Log content is hostile: set text, never markup.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing.' },
      ],
    },
  },
  { files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,vue}'], rules: { 'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }] } },
  // The clock, randomness and the terminal come in as arguments; one room puts them together.
  { files: ['src-main/{contract,charts,columns,sources,evidence,enrich,hunt,report}/**/*.ts'], rules: { 'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Pass the time in.' }, { object: 'Math', property: 'random', message: 'Pass ids in.' }] } },
  { files: ['**/*.config.{ts,mjs}', 'eslint.config.mjs', '.dependency-cruiser.mjs', 'src-renderer/**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['scripts/**', 'src-main/host/**', 'test/**'], rules: { 'no-console': 'off' } },
);
