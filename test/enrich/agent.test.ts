import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readAgent } from '../../src-main/enrich/agent.ts';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

describe('a client string', () => {
  test.each<[string, string | null, string | null, string | null, string | null, string]>([
    ['aws-cli/2.15.4 Python/3.11.6 Linux/5.10.205-195.804.amzn2.x86_64 exe/x86_64 prompt/off command/ec2.describe-instances', 'aws-cli', '2.15.4', 'Linux', '5.10.205-195.804.amzn2.x86_64', 'cli'],
    ['[aws-cli/2.2.23 Python/3.8.8 Darwin/20.6.0 exe/x86_64 prompt/off command/s3.ls]', 'aws-cli', '2.2.23', 'macOS', '20.6.0', 'cli'],
    ['aws-cli/1.10.32 Python/2.7.9 Windows/7 botocore/1.4.22', 'aws-cli', '1.10.32', 'Windows', '7', 'cli'],
    ['aws-cli/2.22.0 md/awscrt#0.22.0 ua/2.0 os/macos#23.1.0 md/arch#arm64 lang/python#3.12.6 md/command#sts.get-caller-identity', 'aws-cli', '2.22.0', 'macOS', '23.1.0', 'cli'],
    ['Boto3/1.26.2 Python/3.10.8 Linux/4.14.294 exec-env/AWS_ECS_FARGATE Botocore/1.29.2', 'Boto3', '1.26.2', 'Linux', '4.14.294', 'sdk'],
    ['Botocore/1.31.1 Python/3.9.1 Linux/5.4.0', 'Botocore', '1.31.1', 'Linux', '5.4.0', 'sdk'],
    ['aws-sdk-go-v2/1.32.3 os/windows lang/go#1.23.1 md/GOOS#windows md/GOARCH#amd64 api/sts#1.26.2', 'aws-sdk-go-v2', '1.32.3', 'Windows', null, 'sdk'],
    ['aws-sdk-java/1.12.300 Linux/5.10 OpenJDK_64-Bit_Server_VM/25.3 java/1.8.0_352', 'aws-sdk-java', '1.12.300', 'Linux', '5.10', 'sdk'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.5.0 (+https://www.terraform.io) terraform-provider-aws/5.1.0 aws-sdk-go/1.44 (go1.19.3; darwin; arm64)', 'Terraform', '1.5.0', 'macOS', null, 'cli'],
    ['console.amazonaws.com', 'AWS console', null, null, null, 'service'],
    ['console.ec2.amazonaws.com', 'AWS console', null, null, null, 'service'],
    ['signin.amazonaws.com', 'AWS sign-in', null, null, null, 'service'],
    ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com', null, null, null, 'service'],
    ['AWS Internal', 'AWS Internal', null, null, null, 'service'],
    ['aws-internal/3 aws-sdk-java/1.11.984 Linux/4.9.230', 'AWS Internal', '3', 'Linux', '4.9.230', 'service'],
    ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.666 Linux/4.9.184]', 'S3 console', '0.4', 'Linux', '4.9.184', 'service'],
    ['stratus-red-team_83c9a458-ffab-4d43-8b02-9691311e8c0a', 'Stratus Red Team', null, null, null, 'cli'],
    ['kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965', 'kubectl', '1.25.4', 'macOS', null, 'cli'],
    ['kubelet/v1.32.0 (linux/arm64) kubernetes/e105b10', 'kubelet', '1.32.0', 'Linux', null, 'service'],
    ['curl/8.4.0', 'curl', '8.4.0', null, null, 'cli'],
    ['python-requests/2.28.1', 'python-requests', '2.28.1', null, null, 'sdk'],
    ['Go-http-client/2.0', 'Go-http-client', '2.0', null, null, 'sdk'],
    ['AZURECLI/2.55.0 (DEB) azsdk-python-core/1.28.0 Python/3.11.5 (Linux-5.15.0)', 'Azure CLI', '2.55.0', 'Linux', null, 'cli'],
    ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1682', 'PowerShell', '5.1.19041.1682', 'Windows', null, 'cli'],
    ['okta-sdk-python/2.9.13 python/3.13.11 Linux/6.8.0-1044-aws', 'Okta SDK', '2.9.13', 'Linux', '6.8.0-1044-aws', 'sdk'],
    ['ABCDEF1234.com.okta.mobile/9.56.1 OktaDeviceSDK/0.0.1 iOS/26.2.1 Apple/iPhone16,2 A4EE88EF-3D06-41B3-879E-AA1E818F7537', 'Okta Verify', '0.0.1', 'iOS', '26.2.1', 'mobile'],
    ['BAV2ROPC', 'BAV2ROPC', null, null, null, 'sdk'],
    ['ExampleScanner/3.1 (+https://example.com/bot)', 'ExampleScanner', '3.1', null, null, 'bot'],
    [mac, 'Chrome', '131.0.0.0', 'macOS', '10.15.7', 'desktop'],
    [windows, 'Chrome', '131.0.0.0', 'Windows', '10', 'desktop'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.2 Mobile/15E148 Safari/604.1', 'Safari', '26.2', 'iOS', '18.7', 'mobile'],
    ['', null, null, null, null, 'unknown'],
    ['   ', null, null, null, null, 'unknown'],
    ['-', null, null, null, null, 'unknown'],
    ['foo', 'foo', null, null, null, 'unknown'],
  ])('%s', (text, name, version, os, osVersion, deviceClass) => {
    const { template: _template, ...rest } = readAgent(text);
    expect(rest).toEqual({ name, version, os, osVersion, deviceClass });
  });
});

const template = (text: string) => readAgent(text).template;

describe('the template', () => {
  test('versions and commands of aws-cli are one template', () => {
    const one = template('aws-cli/2.15.4 Python/3.11.6 Linux/5.10.205-195.804.amzn2.x86_64 exe/x86_64 prompt/off command/ec2.describe-instances');
    expect(one).toBe('aws-cli/* Python/* Linux/* exe/x86_64 prompt/off command/*');
    expect(template('aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0-18-amd64 exe/x86_64 prompt/off command/s3.cp')).toBe(one);
    expect(template('[aws-cli/2.15.30 Python/3.11.8  Linux/6.1.0-18-amd64 exe/x86_64 prompt/off command/s3.cp]')).toBe(one);
  });

  test('tools, systems and architectures stay apart', () => {
    const texts = [
      'aws-cli/2.15.4 Python/3.11.6 Linux/5.10 exe/x86_64', 'aws-cli/2.15.4 Python/3.11.6 Linux/5.10 exe/arm64', 'aws-cli/2.15.4 Python/3.11.6 Darwin/22.6.0 exe/x86_64',
      'aws-cli/2.15.4 Python/3.11.6 Windows/10 exe/AMD64', 'Boto3/1.34.1 Python/3.11.6 Linux/5.10', mac, windows, mac.replace('Chrome', 'Edg'),
      'kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965', 'kubectl/v1.25.4 (linux/arm64) kubernetes/872a965',
      'aws-cli/2.15.4 Python/3.11.6 Linux/5.10 exec-env/CloudShell exe/x86_64',
    ];
    expect(new Set(texts.map(template)).size).toBe(texts.length);
  });

  test.each([
    [windows.replace('131.0.0.0', '99.0.4844.83'), 'Mozilla/* (Windows NT *; Win64; x64) AppleWebKit/* (KHTML, like Gecko) Chrome/* Safari/*'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/109.0', 'Mozilla/* (X11; Linux x86_64; rv:*) Gecko/* Firefox/*'],
    ['aws-cli/2.22.0 md/awscrt#0.22.0 ua/2.0 os/linux#5.15 md/arch#x86_64 md/pyimpl#CPython m/E,b cfg/retry-mode#standard md/command#sts.get-caller-identity',
      'aws-cli/* md/awscrt#* ua/* os/linux#* md/arch#x86_64 md/pyimpl#CPython m/* cfg/retry-mode#standard md/command#*'],
    ['aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64) exec-env/grimoire_095724e3-1fa0-4e3e-b68a-e8581d194380', 'aws-sdk-go/* (go*; darwin; arm64) exec-env/grimoire_*'],
    ['kubectl/v1.25.4 (darwin/arm64) kubernetes/872a965', 'kubectl/* (darwin/arm64) kubernetes/*'],
    ['kubectl/v1.25.4 (darwin/arm64) kubernetes/abcdefa', 'kubectl/* (darwin/arm64) kubernetes/*'],
    ['tool/1.0 arn:aws:iam::123456789012:role/x 192.0.2.7 /home/j.doe/x.py C:\\Users\\x.exe https://example.com/a/b?c=1', 'tool/* arn:* * * * https://example.com/*'],
    ['S3Console/0.4 S3Manager Boto3/1.2 aws-sdk-ruby3/3.1', 'S3Console/* S3Manager Boto3/* aws-sdk-ruby3/*'],
    ['aws-sdk-java/2.20 ft/s3-transfer ft/waiter', 'aws-sdk-java/* ft/*'],
    ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)', 'Microsoft Office/* (Windows NT *; Microsoft Outlook *; Pro)'],
    ['', ''],
    ['a\u0000b\u001b[31m c\u202e', 'a b [*m c'],
  ])('%s', (text, expected) => {
    expect(template(text)).toBe(expected);
  });

  test('it is stable: the template of a template is itself', () => {
    for (const text of [mac, windows, 'aws-cli/2.15.4 Python/3.11.6 Linux/5.10 exe/x86_64.ubuntu.22 command/s3.ls']) expect(template(template(text))).toBe(template(text));
  });
});

test('trap 24: whatever a client sends, of 8 kB too, is read in no time and leaves no control character', () => {
  const started = performance.now();
  for (const piece of ['a', '1', '/', '(', 'a/1 ', '1.', '0x', '#', 'Mozilla/5.0 (', 'Mac OS X ', 'android ', '\u0000', 'x'.repeat(63) + '.', '💥']) {
    for (const start of ['', '[', 'Mozilla/5.0 (']) readAgent(start + piece.repeat(8192 / piece.length));
  }
  expect(performance.now() - started).toBeLessThan(10_000);
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
    const read = readAgent(text);
    expect(/[\u0000-\u001f\u007f-\u009f]/.test(`${read.template}${read.name ?? ''}${read.version ?? ''}`)).toBe(false);
  }), { numRuns: 300 });
});
