import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const out = join(import.meta.dirname, '..', '..', 'out');
/** The built files of a part, by their path in it. */
function built(part: string): readonly (readonly [path: string, text: string])[] {
  return readdirSync(join(out, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(c?js|css|html|svg|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(out.length + 1), readFileSync(path, 'utf8')] as const);
}
const all = (files: ReturnType<typeof built>, pattern: RegExp) => [...new Set(files.flatMap(([, text]) => text.match(pattern) ?? []))].sort();
const addresses = /(?:https?|wss?|ftp):\/\/[A-Za-z0-9.-]*/g;

describe('what was built', () => {
  test('the page names vocabularies of W3C and one page of Vue that its messages mention, and asks in one place alone', () => {
    const files = built('renderer');
    expect(files.length).toBeGreaterThan(5);
    expect(all(files, addresses).filter((address) => !['http://www.w3.org', 'https://vuejs.org'].includes(address))).toEqual([]);
    expect(all(files, /new (?:WebSocket|EventSource|WebTransport|RTCPeerConnection|SharedWorker|Worker)\b|sendBeacon|serviceWorker|importScripts|\beval\(|new Function\b/g)).toEqual([]);
    // Ours sends the header that only this page can set; Pinia brings a download for its developer tools along, which nothing calls.
    const asking = files.filter(([, text]) => /[^.\w]fetch\(|new XMLHttpRequest/.test(text));
    expect(asking.filter(([, text]) => !text.includes('x-bilocate') && !text.includes('could not download file')).map(([path]) => path)).toEqual([]);
    expect(asking.length).toBeLessThanOrEqual(2);
  });

  test('the page loads from its own host alone, and holds no script or style in itself', () => {
    const [, page] = built('renderer').find(([path]) => path === join('renderer', 'index.html'))!;
    expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url!).filter((url) => !/^(\.?\/)?(assets\/|icon\.svg)/.test(url))).toEqual([]);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/);
  });

  test('the host listens with one file, and names where tables come from', () => {
    const files = built('main');
    expect(files.filter(([, text]) => /(?:from|import|require\()\s*["'](?:node:)?(?:http|https|http2|dgram|tls|dns|undici)["']/.test(text)).map(([path]) => path)).toEqual([join('main', 'host', 'web.js')]);
    expect(all(files, addresses).filter((address) => !['http://', 'http://127.0.0.1', 'http://www.w3.org', 'https://db-ip.com', 'https://git-lfs.github.com', 'https://github.com', 'https://ipinfo.io', 'https://www.maxmind.com', 'https://www.maxmind.com.'].includes(address))).toEqual([]);
    expect(all(files, /[^.\w]fetch\(|new WebSocket|sendBeacon|autoUpdater|openExternal/g)).toEqual([]);
  });

  test('the preload script asks the shell and nobody else', () => {
    expect(all(built('preload'), addresses)).toEqual([]);
    expect(all(built('preload'), /require\(["'][^"']+["']\)/g).map((one) => one.replaceAll('"', "'"))).toEqual(["require('electron')"]);
  });
});
