import { tokens } from './chart.ts';
import { fontFaces } from './fonts.ts';

const variables = (at: 1 | 2): string => tokens.map((token) => `--${token[0]}:${token[at]}`).join(';');

const rules = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--surface);color:var(--ink);font:15px/1.5 Inter,system-ui,sans-serif;font-variant-ligatures:none;overflow-wrap:anywhere}
.page{max-width:980px;margin:0 auto;padding:40px 32px 80px}
header .mark{display:flex;justify-content:space-between;align-items:center;font-weight:600}
header .mark b{font-weight:500;font-size:13px;border:1px solid var(--line2);border-radius:3px;padding:2px 9px}
header .over{margin:72px 0 2px;color:var(--ink2)}
h1{font-size:38px;line-height:1.15;letter-spacing:-.02em;font-weight:600;margin:0 0 6px}
h2{font-size:21px;line-height:1.25;letter-spacing:-.012em;font-weight:600;margin:56px 0 10px}
h3{font-size:15px;font-weight:600;margin:26px 0 6px}
h3.user{font-size:17px;border-top:1.5px solid var(--ink);padding-top:12px;margin-top:36px}
p{margin:0 0 8px}
.lead{font-size:17px}
.muted,.sub,.cellMuted{color:var(--ink2)}
.sub{margin:0 0 34px;font-size:16px}
.caption{font-size:12.5px;color:var(--ink3)}
.small{font-size:11px;color:var(--ink3)}
.evidence,.hash,.smallHash,code,pre{font-family:"JetBrains Mono",ui-monospace,monospace;font-variant-ligatures:none}
.evidence{font-size:12.5px}
.hash,.smallHash{font-size:11px;color:var(--ink2)}
code{font-size:.86em}
.number,.strongNumber{font-variant-numeric:tabular-nums}
.strong,.cellStrong{font-weight:600}
.u{font-style:normal;color:var(--ink3)}
.cover{display:grid;grid-template-columns:1fr 1fr;gap:0 28px;border-top:1.5px solid var(--ink);padding-top:12px;margin:0 0 36px}
.cover div{display:grid;grid-template-columns:132px 1fr;padding:4px 0;font-size:14px}
.cover dt{color:var(--ink2)} .cover dd{margin:0}
nav ol{list-style:none;margin:0;padding:0;columns:2;font-size:14px}
nav li{padding:2px 0} nav a{color:inherit;text-decoration:underline dotted;text-underline-offset:3px}
a:focus-visible,.scroll:focus-visible{outline:2px solid #1A5FD0;outline-offset:1px}
.scroll{overflow-x:auto;margin:0 0 12px}
table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.4}
th{font-weight:500;font-size:12px;color:var(--ink3);text-align:left;border-bottom:1px solid var(--line2)}
td,th{padding:5px 14px 5px 0;vertical-align:baseline;overflow-wrap:break-word}
th,td.number,td.r,td.hash{white-space:nowrap}
td.evidence,td .smallHash{overflow-wrap:anywhere}
td:last-child,th:last-child{padding-right:0}
td{border-bottom:1px solid var(--line)}
.r{text-align:right}
tr.strong td{font-weight:600}
td>span.below{display:block}
figure{margin:8px 0 12px} figcaption{font-size:12.5px;color:var(--ink3)} figcaption:empty{display:none}
svg.chart{display:block;width:100%;height:auto}
.gauge{display:inline-block;width:11px;height:13px;margin-right:6px;vertical-align:-1px}
.swatch{display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px}
.key{display:inline-block;min-width:18px;padding:0 4px;border-radius:3px;font-size:11px;font-weight:600;line-height:17px;text-align:center}
.figures{display:flex;flex-wrap:wrap;gap:14px 44px;border:solid var(--line);border-width:1px 0;padding:14px 0;margin:16px 0 20px}
.figures b{display:block;font-size:26px;line-height:1.15;letter-spacing:-.02em;font-weight:600}
.figures span{font-size:12.5px;color:var(--ink3)}
.terms{display:flex;flex-wrap:wrap;gap:2px 22px;font-size:12.5px;color:var(--ink3);margin:0 0 8px}
.terms code{color:var(--ink2)}
.finding{border-top:1.5px solid var(--ink);padding-top:10px;margin-top:40px}
.finding h3{display:flex;gap:18px;margin:0;font-size:17px}
.finding h3 .sev{flex:none;font-size:15px;font-weight:500}
blockquote{margin:0 0 8px;padding-left:16px;border-left:2px solid var(--line2)}
ul,ol{margin:0 0 10px;padding-left:22px}
pre{margin:0 0 10px;font-size:11.5px;line-height:1.45;white-space:pre-wrap;word-break:break-all}
.record{border-top:1px solid var(--line2);padding-top:6px;margin-top:18px}
.record p{font-size:12px;margin:0} .record .evidence{font-size:11px}
footer{margin-top:60px;border-top:1px solid var(--line);padding-top:8px;font-size:12px;color:var(--ink3)}
@media (max-width:720px){.cover{grid-template-columns:1fr}.page{padding:24px 16px}nav ol{columns:1}}
@media print{
th,td.hash{white-space:normal}td{overflow-wrap:anywhere}
@page{size:A4;margin:16mm}
body{font-size:9.3pt}.page{max-width:none;padding:0}nav{display:none}
h1{font-size:27pt}h2{font-size:13.5pt;break-after:avoid}h3{break-after:avoid}
table{font-size:8.3pt}tr,figure,.figures{break-inside:avoid}thead{display:table-header-group}
.scroll{overflow:visible}pre,.record .evidence{font-size:6.5pt}
#records,#findings,#summary{break-before:page}
}`;

/** Everything that the page needs to look like the app: fonts, tokens of both themes (print is light), rules. */
export function styleSheet(): string {
  return `${fontFaces()}\n:root{${variables(1)}}\n@media screen and (prefers-color-scheme:dark){:root{${variables(2)}}}${rules}`;
}
