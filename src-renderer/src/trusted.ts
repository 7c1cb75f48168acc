interface PolicyMaker { createPolicy(name: string, rules: { createHTML(text: string): string }): unknown }

/**
 * Under `require-trusted-types-for 'script'` the canvas painter of the charts may still empty its own element (it sets the markup to '').
 * Nothing else may become markup: log content is hostile.
 */
export function allowOnlyEmptyMarkup(): void {
  const maker = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  maker?.createPolicy('default', {
    createHTML(text) {
      if (text === '') return text;
      throw new TypeError('Markup is not set from text.');
    },
  });
}
