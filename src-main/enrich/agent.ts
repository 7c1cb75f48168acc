import bowser from 'bowser';
import { osOf } from './agent-os.ts';
import { templateOf } from './agent-template.ts';
import { plainAgent, productsOf } from './agent-text.ts';
import { tools, wholeAgents, type DeviceClass, type Tool } from './agent-tools.ts';

/** What a client string says about the client. It is a claim of the client, which may say anything. */
export interface AgentInfo {
  readonly name: string | null;
  readonly version: string | null;
  readonly os: string | null;
  readonly osVersion: string | null;
  readonly deviceClass: DeviceClass;
  /** The string with versions and variable parts masked; equal templates mean the same kind of client. */
  readonly template: string;
}

/** Reads a client string; never throws, takes linear time, reads the first 1,024 characters. */
export function readAgent(text: string): AgentInfo {
  const plain = plainAgent(text);
  const template = templateOf(text);
  const none: AgentInfo = { name: null, version: null, os: null, osVersion: null, deviceClass: 'unknown', template };
  if (/^(?:|-|null|unknown|\.{3})$/i.test(plain)) return none;
  const whole = wholeAgents.get(plain.toLowerCase());
  if (whole !== undefined) return { ...none, name: whole[0], deviceClass: whole[1] };
  if (isHostName(plain)) return { ...none, name: /^console\..+\.amazonaws\.com$/i.test(plain) ? 'AWS console' : plain.toLowerCase(), deviceClass: 'service' };
  return toolAgent(plain, none) ?? (/^(?:mozilla|opera)\b/i.test(plain) ? browserAgent(plain, none) : otherAgent(plain, none));
}

/** A service that called for somebody signs with its host name. */
function isHostName(plain: string): boolean {
  return plain.length <= 253 && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(plain);
}

const exact = new Map(tools.filter((tool) => !tool.product.endsWith('*')).map((tool) => [tool.product, tool]));
const byPrefix = tools.filter((tool) => tool.product.endsWith('*')).map((tool) => ({ start: tool.product.slice(0, -1), tool }));
const rank = new Map(tools.map((tool, i) => [tool, i]));

function toolAgent(plain: string, none: AgentInfo): AgentInfo | null {
  let best: { tool: Tool; product: string; value: string } | null = null;
  const products = productsOf(plain);
  products.forEach(([product, value], i) => {
    // A bare word names the client only where it stands first ("Java" in a sentence is not one).
    if (value === '' && i > 0) return;
    const tool = toolOf(product.toLowerCase()) ?? (i > 0 ? toolOf(`${products[i - 1]![0]} ${product}`.toLowerCase()) : undefined);
    if (tool !== undefined && (best === null || rank.get(tool)! < rank.get(best.tool)!)) best = { tool, product, value };
  });
  const found = best as { tool: Tool; product: string; value: string } | null;
  if (found === null) return null;
  const { tool, product, value } = found;
  const name = tool.name === 'aws-sdk' ? product.toLowerCase() : tool.name;
  const system = osOf(plain);
  const onPhone = tool.deviceClass === 'desktop' && (system.os === 'iOS' || system.os === 'Android');
  return { ...none, name, version: versionOf(value), ...system, deviceClass: onPhone ? 'mobile' : tool.deviceClass };
}

function toolOf(product: string): Tool | undefined {
  return exact.get(product) ?? byPrefix.find(({ start }) => product.startsWith(start))?.tool;
}

function versionOf(value: string): string | null {
  return /^v?(\d[\w.+-]{0,63})/i.exec(value)?.[1] ?? null;
}

function browserAgent(plain: string, none: AgentInfo): AgentInfo {
  const { browser, os, platform } = bowser.parse(plain);
  const osName = os.name ?? null;
  const osVersion = osName === 'Windows' ? (os.versionName ?? os.version) : os.version;
  return {
    ...none,
    name: browser.name === undefined || browser.name === '' ? null : browser.name,
    version: browser.version === undefined || browser.version === '' ? null : browser.version,
    os: osName,
    osVersion: osVersion ?? null,
    deviceClass: classes[platform.type ?? ''] ?? (osName === 'Chrome OS' ? 'desktop' : 'unknown'),
  };
}

const classes: Readonly<Record<string, DeviceClass>> = { desktop: 'desktop', mobile: 'mobile', tablet: 'mobile', bot: 'bot' };

/** A client that nobody told us about: its first product is its name. */
function otherAgent(plain: string, none: AgentInfo): AgentInfo {
  const [name, value] = productsOf(plain)[0] ?? [plain, ''];
  const bot = /\b(?:bot|crawler|spider|scanner)\b|bot\//i.test(plain);
  return { ...none, name: name.slice(0, 100), version: versionOf(value), ...osOf(plain), deviceClass: bot ? 'bot' : 'unknown' };
}
