export type DeviceClass = 'desktop' | 'mobile' | 'cli' | 'sdk' | 'service' | 'bot' | 'unknown';

/** A client that is not a browser: how its product token starts, what it is called, what kind of client it is. */
export interface Tool {
  /** Lower case; a `*` at the end stands for any rest. */
  readonly product: string;
  readonly name: string;
  readonly deviceClass: DeviceClass;
}

/**
 * Whole agents that are a name and nothing else. Services of a provider that act for somebody, and names that CloudTrail writes for them.
 */
export const wholeAgents: ReadonlyMap<string, readonly [name: string, deviceClass: DeviceClass]> = new Map([
  ['aws internal', ['AWS Internal', 'service']],
  ['aws-internal', ['AWS Internal', 'service']],
  ['console.amazonaws.com', ['AWS console', 'service']],
  ['signin.amazonaws.com', ['AWS sign-in', 'service']],
  ['aws sdk', ['AWS SDK', 'sdk']],
  ['awsconfig', ['AWS Config', 'service']],
  ['aws config', ['AWS Config', 'service']],
  ['cloudtrail', ['AWS CloudTrail', 'service']],
  ['securityhub', ['AWS Security Hub', 'service']],
  ['trustedadvisor', ['AWS Trusted Advisor', 'service']],
  ['aws auto scaling', ['AWS Auto Scaling', 'service']],
  ['aws lambda scheduler', ['AWS Lambda', 'service']],
  ['bav2ropc', ['BAV2ROPC', 'sdk']],
  ['cba in prod', ['Exchange', 'service']],
]);

const rows = (deviceClass: DeviceClass, ...tools: readonly (readonly [product: string, name: string])[]): Tool[] =>
  tools.map(([product, name]) => ({ product, name, deviceClass }));

/** Who is asked first wins: what a person runs stands before the libraries that it is built on. */
export const tools: readonly Tool[] = [
  ...rows('service',
    ['s3console', 'S3 console'], ['ec2consolefrontend', 'EC2 console'], ['awsconsole', 'AWS console'], ['aws-internal', 'AWS Internal'],
    ['elb-healthchecker', 'ELB health check'], ['amazon-ssm-agent', 'Amazon SSM agent'], ['awslambda-worker', 'AWS Lambda'], ['coral', 'AWS service'],
    ['amazon-route53-health-check-service', 'Route 53 health check'], ['kubelet', 'kubelet'], ['kube-controller-manager', 'kube-controller-manager'],
    ['kube-scheduler', 'kube-scheduler'], ['kube-apiserver', 'kube-apiserver'], ['kube-proxy', 'kube-proxy'], ['cluster-autoscaler', 'Cluster Autoscaler'],
    ['karpenter', 'Karpenter'], ['argocd*', 'Argo CD'], ['argo-cd*', 'Argo CD'], ['velero*', 'Velero'], ['datadog*', 'Datadog'], ['elastic-agent', 'Elastic Agent'],
    ['okta-integrations', 'Okta integrations'], ['okta-ad-agent', 'Okta AD agent'], ['okta ad agent', 'Okta AD agent']),
  ...rows('cli',
    ['stratus-red-team*', 'Stratus Red Team'], ['pacu*', 'Pacu'], ['trufflehog*', 'TruffleHog'], ['cloudfox*', 'CloudFox'], ['scoutsuite*', 'Scout Suite'], ['prowler*', 'Prowler'],
    ['roadtools*', 'ROADtools'], ['aadinternals*', 'AADInternals'], ['hydra', 'Hydra'], ['nmap', 'Nmap'], ['sqlmap', 'sqlmap'], ['nuclei', 'Nuclei'], ['peirates', 'Peirates'],
    ['terraform', 'Terraform'], ['opentofu', 'OpenTofu'], ['hashicorp-terraform-exec', 'Terraform'], ['terraform-provider-*', 'Terraform'], ['pulumi*', 'Pulumi'],
    ['packer', 'Packer'], ['vault', 'Vault'], ['ansible*', 'Ansible'], ['cloud-custodian*', 'Cloud Custodian'], ['steampipe*', 'Steampipe'], ['cloudquery*', 'CloudQuery'],
    ['aws-cli', 'aws-cli'], ['aws-sam-cli', 'AWS SAM CLI'], ['aws-cdk*', 'AWS CDK'], ['eksctl', 'eksctl'], ['awspowershell*', 'AWS Tools for PowerShell'],
    ['aws-tools-for-powershell', 'AWS Tools for PowerShell'], ['s3cmd', 's3cmd'], ['rclone', 'rclone'], ['s5cmd', 's5cmd'], ['saml2aws', 'saml2aws'], ['session-manager-plugin', 'Session Manager plugin'],
    ['kubectl*', 'kubectl'], ['kubeadm', 'kubeadm'], ['helm', 'Helm'], ['k9s', 'k9s'], ['kustomize', 'Kustomize'], ['oc', 'oc'], ['flux', 'Flux'],
    ['azurecli', 'Azure CLI'], ['azure-cli', 'Azure CLI'], ['azurepowershell', 'Azure PowerShell'], ['az', 'Azure PowerShell'], ['azsdk-azcopy', 'AzCopy'], ['azcopy', 'AzCopy'],
    ['gcloud', 'gcloud'], ['google-cloud-sdk', 'gcloud'], ['gsutil', 'gsutil'], ['okta-cli', 'Okta CLI'], ['okta-powershell-cli', 'Okta CLI'],
    ['windowspowershell', 'PowerShell'], ['powershell', 'PowerShell'], ['curl', 'curl'], ['wget', 'Wget'], ['httpie', 'HTTPie'], ['git', 'Git'], ['docker', 'Docker']),
  ...rows('mobile',
    ['oktaverify', 'Okta Verify'], ['okta verify', 'Okta Verify'], ['outlook-ios', 'Outlook'], ['outlook-ios-android', 'Outlook'], ['outlook-android', 'Outlook'],
    ['teamsmobile-ios', 'Teams'], ['teamsmobile-android', 'Teams']),
  ...rows('desktop',
    ['oktadevicesdk', 'Okta Verify'], ['microsoft office', 'Microsoft Office'], ['microsoft outlook', 'Outlook'], ['microsoft skydrivesync', 'OneDrive'], ['onedrive', 'OneDrive'],
    ['thunderbird', 'Thunderbird'], ['postmanruntime', 'Postman'], ['insomnia', 'Insomnia'], ['cyberduck', 'Cyberduck']),
  ...rows('sdk',
    ['boto3', 'Boto3'], ['boto', 'Boto'], ['aiobotocore', 'aiobotocore'], ['botocore', 'Botocore'], ['aws-sdk-*', 'aws-sdk'], ['aws-crt*', 'AWS CRT'], ['rusoto', 'Rusoto'],
    ['fog-aws', 'fog'], ['aws-xray*', 'AWS X-Ray SDK'], ['hadoop', 'Hadoop'], ['azsdk-*', 'Azure SDK'], ['azure-sdk-*', 'Azure SDK'], ['msal*', 'MSAL'],
    ['google-api-python-client', 'Google API client'], ['google-api-*', 'Google API client'], ['gcloud-*', 'Google Cloud SDK'], ['okta-sdk-*', 'Okta SDK'], ['okta-auth-*', 'Okta SDK'],
    ['okta-oidc-*', 'Okta SDK'], ['okta-management-sdk', 'Okta SDK'], ['dynatrace', 'Dynatrace'], ['python-requests', 'python-requests'], ['python-urllib', 'python-urllib'], ['python-urllib3', 'urllib3'],
    ['urllib3', 'urllib3'], ['python-httpx', 'python-httpx'], ['python-httplib2', 'httplib2'], ['aiohttp', 'aiohttp'], ['go-http-client', 'Go-http-client'], ['go-resty', 'Resty'],
    ['node-fetch', 'node-fetch'], ['undici', 'undici'], ['axios', 'axios'], ['got', 'got'], ['okhttp', 'OkHttp'], ['apache-httpclient', 'Apache HttpClient'], ['jakarta commons-httpclient', 'Apache HttpClient'],
    ['jersey', 'Jersey'], ['java-http-client', 'Java HttpClient'], ['java', 'Java'], ['guzzlehttp', 'Guzzle'], ['libwww-perl', 'libwww-perl'], ['ruby', 'Ruby'], ['faraday', 'Faraday'],
    ['reqwest', 'reqwest'], ['dart', 'Dart'], ['restsharp', 'RestSharp'], ['hyper', 'hyper'], ['cfnetwork', 'CFNetwork']),
];
