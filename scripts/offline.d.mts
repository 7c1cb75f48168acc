/** The words that go before a command to run it without a network; or why that cannot be done here. */
export function withoutNetwork(options?: { readonly evenNames?: boolean }): { readonly prefix: readonly string[]; readonly why: '' } | { readonly prefix: null; readonly why: string };
/** Whether strace is there. */
export function haveStrace(): boolean;
