/** Client strings in their real shapes. `bump` is the version step of the month: its digits change, the client does not. */
export type Platform = 'mac' | 'windows' | 'linux';

const cliOs = { mac: 'os/macos#23.4.0 md/arch#arm64', windows: 'os/windows#11 md/arch#amd64', linux: 'os/linux#6.5.0-28-generic md/arch#x86_64' } as const;
const browserOs = { mac: 'Macintosh; Intel Mac OS X 10_15_7', windows: 'Windows NT 10.0; Win64; x64', linux: 'X11; Linux x86_64' } as const;

export function cli(platform: Platform, bump: boolean, command: string): string {
  return `aws-cli/2.15.${bump ? 41 : 30} md/awscrt#0.19.19 ua/2.0 ${cliOs[platform]} lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#${command}`;
}

export function browser(platform: Platform, bump: boolean): string {
  return `Mozilla/5.0 (${browserOs[platform]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${bump ? 125 : 124}.0.0.0 Safari/537.36`;
}

export const firefox = (bump: boolean) => `Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:${bump ? 126 : 125}.0) Gecko/20100101 Firefox/${bump ? 126 : 125}.0`;
export const phone = (bump: boolean) => `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${bump ? 5 : 4}_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.${bump ? 5 : 4}.1 Mobile/15E148 Safari/604.1`;
export const boto = (bump: boolean) => `Boto3/1.34.${bump ? 101 : 84} md/Botocore#1.34.${bump ? 101 : 84} ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.6 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.${bump ? 101 : 84}`;
export const terraform = (service: string) => `APN/1.0 HashiCorp/1.0 Terraform/1.8.1 (+https://www.terraform.io) terraform-provider-aws/5.46.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.26.1 os/linux lang/go#1.21.8 md/GOOS#linux md/GOARCH#amd64 api/${service}#1.156.0`;
export const setUpCredentials = 'aws-sdk-js/3.556.0 ua/2.1 os/linux#6.5.0-1018-azure lang/js md/nodejs#20.12.2 api/sts#3.556.0 configure-aws-credentials-for-github-actions';
export const ssmAgent = 'aws-sdk-go/1.44.260 (go1.21.8; linux; amd64) amazon-ssm-agent/3.3.131.0';
/** What the thief runs: an old aws-cli of major version 1 on a Debian box. */
export const thief = 'aws-cli/1.29.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10.0-28-amd64 md/arch#x86_64 lang/python#3.9.2 md/pyimpl#CPython cfg/retry-mode#legacy botocore/1.31.62';
