import type { Browser, BrowserContext, Page, Request } from 'playwright-core';

const TEXT = 3000;
const LAST = 30;
/** A page that is busy for ever answers no question; what else is known is still told. */
const ANSWER_MS = 3000;

interface Heard {
  /** Everything that was noticed, whether a test took it or not, and what ended because its page went away. */
  readonly noticed: string[];
  readonly underWay: Map<Request, number>;
}
const browsers: Browser[] = [];
const hosts: { readonly origin: string; readonly said: () => string }[] = [];
const heard = new WeakMap<BrowserContext, Heard>();

export const keepBrowser = (browser: Browser): Browser => (browsers.push(browser), browser);
export const keepHost = <T extends { readonly origin: string; readonly said: () => string }>(host: T): T => (hosts.push(host), host);

/** Keeps what happens in a browser context for {@link onScreens}. Returns how to note something that was noticed elsewhere. */
export function keepContext(context: BrowserContext): (noticed: string) => void {
  const from = Date.now();
  const own: Heard = { noticed: [], underWay: new Map() };
  heard.set(context, own);
  const note = (text: string) => void own.noticed.push(`${((Date.now() - from) / 1000).toFixed(1)} s ${text}`);
  context.on('request', (request) => void own.underWay.set(request, Date.now()));
  context.on('requestfinished', (request) => void own.underWay.delete(request));
  context.on('requestfailed', (request) => {
    own.underWay.delete(request);
    if (request.failure()?.errorText === 'net::ERR_ABORTED') note(`aborted: ${request.url()}`);
  });
  return note;
}

/** What every open page of this test file shows, what was noticed there, what it waits for, and what the hosts wrote to stderr. */
export async function onScreens(): Promise<string> {
  const pages = browsers.flatMap((browser) => browser.contexts()).flatMap((context) => context.pages());
  const told = await Promise.all(pages.map((page, index) => ofPage(page, `page ${index + 1} of ${pages.length}`)));
  const said = hosts.map(({ origin, said: text }) => `host ${origin} wrote to stderr: ${text().trim().slice(-TEXT) || 'nothing'}`);
  return [...(told.length === 0 ? ['no page is open'] : told), ...said].join('\n');
}

async function ofPage(page: Page, name: string): Promise<string> {
  const late = new Promise<null>((done) => setTimeout(() => done(null), ANSWER_MS).unref());
  const text = await Promise.race([page.evaluate(() => document.body.innerText).catch((error: unknown) => `(not to be had: ${error instanceof Error ? error.message.split('\n')[0] : String(error)})`), late]);
  const { noticed, underWay } = heard.get(page.context()) ?? { noticed: [], underWay: new Map<Request, number>() };
  const waits = [...underWay].map(([request, since]) => `${request.method()} ${request.url()} for ${((Date.now() - since) / 1000).toFixed(1)} s`);
  return [
    `${name}: ${page.url()}`,
    `  shows: ${text === null ? `(it does not answer within ${ANSWER_MS} ms)` : JSON.stringify(text.replaceAll(/\s+/g, ' ').trim().slice(0, TEXT))}`,
    ...[...waits.slice(-LAST)].map((one) => `  waits for: ${one}`),
    ...noticed.slice(-LAST).map((one) => `  noticed: ${one}`),
  ].join('\n');
}
