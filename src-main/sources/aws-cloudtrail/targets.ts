import { isObject, listOf, objectIn, textOf, type JsonObject } from '../read.ts';

/** Things that were acted on. Each list has distinct values, in the order of the record; the lists are not parallel. */
export interface Targets {
  readonly types: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
}
export const noTargets: Targets = { types: undefined, ids: undefined, names: undefined };

/** Request parameters that name a thing, and its kind in the words of CloudFormation. */
const known: Readonly<Record<string, readonly [type: string, part: 'id' | 'name']>> = {
  bucketName: ['AWS::S3::Bucket', 'name'], key: ['AWS::S3::Object', 'name'],
  userName: ['AWS::IAM::User', 'name'], groupName: ['AWS::IAM::Group', 'name'], roleName: ['AWS::IAM::Role', 'name'], roleArn: ['AWS::IAM::Role', 'id'],
  policyArn: ['AWS::IAM::ManagedPolicy', 'id'], policyName: ['AWS::IAM::Policy', 'name'], instanceProfileName: ['AWS::IAM::InstanceProfile', 'name'],
  accessKeyId: ['AWS::IAM::AccessKey', 'id'], serialNumber: ['AWS::IAM::VirtualMFADevice', 'id'], sAMLProviderArn: ['AWS::IAM::SAMLProvider', 'id'],
  instanceId: ['AWS::EC2::Instance', 'id'], imageId: ['AWS::EC2::Image', 'id'], snapshotId: ['AWS::EC2::Snapshot', 'id'], volumeId: ['AWS::EC2::Volume', 'id'],
  groupId: ['AWS::EC2::SecurityGroup', 'id'], vpcId: ['AWS::EC2::VPC', 'id'], subnetId: ['AWS::EC2::Subnet', 'id'], networkInterfaceId: ['AWS::EC2::NetworkInterface', 'id'],
  keyName: ['AWS::EC2::KeyPair', 'name'], launchTemplateId: ['AWS::EC2::LaunchTemplate', 'id'],
  functionName: ['AWS::Lambda::Function', 'name'], layerName: ['AWS::Lambda::LayerVersion', 'name'],
  secretId: ['AWS::SecretsManager::Secret', 'id'], keyId: ['AWS::KMS::Key', 'id'], parameterName: ['AWS::SSM::Parameter', 'name'], documentName: ['AWS::SSM::Document', 'name'],
  stackName: ['AWS::CloudFormation::Stack', 'name'], trailName: ['AWS::CloudTrail::Trail', 'name'], detectorId: ['AWS::GuardDuty::Detector', 'id'],
  dBInstanceIdentifier: ['AWS::RDS::DBInstance', 'id'], dBSnapshotIdentifier: ['AWS::RDS::DBSnapshot', 'id'], dBClusterIdentifier: ['AWS::RDS::DBCluster', 'id'],
  tableName: ['AWS::DynamoDB::Table', 'name'], topicArn: ['AWS::SNS::Topic', 'id'], queueUrl: ['AWS::SQS::Queue', 'id'], queueName: ['AWS::SQS::Queue', 'name'],
  logGroupName: ['AWS::Logs::LogGroup', 'name'], repositoryName: ['AWS::ECR::Repository', 'name'], clusterName: ['AWS::EKS::Cluster', 'name'],
  stateMachineArn: ['AWS::StepFunctions::StateMachine', 'id'], certificateArn: ['AWS::CertificateManager::Certificate', 'id'], modelId: ['AWS::Bedrock::Model', 'id'],
  permissionSetArn: ['AWS::SSO::PermissionSet', 'id'], trustAnchorId: ['AWS::RolesAnywhere::TrustAnchor', 'id'], hostedZoneId: ['AWS::Route53::HostedZone', 'id'],
};
/** Services that call their one thing `name`. */
const namedByService: Readonly<Record<string, string>> = {
  'cloudtrail.amazonaws.com': 'AWS::CloudTrail::Trail', 'ssm.amazonaws.com': 'AWS::SSM::Parameter', 'eks.amazonaws.com': 'AWS::EKS::Cluster',
  'secretsmanager.amazonaws.com': 'AWS::SecretsManager::Secret', 'events.amazonaws.com': 'AWS::Events::Rule',
};
/** EC2 lists its things as `{ instancesSet: { items: [ { instanceId } ] } }`. */
const sets = ['instancesSet', 'imagesSet', 'snapshotSet', 'volumeSet', 'securityGroupIdSet', 'groupSet'] as const;
/** Enough to see what was touched; the raw record has them all. */
const MOST = 100;

/** What a call acted on: the `resources` of the record, and the request parameters that name a thing. */
export function targetsOf(resources: unknown, parameters: JsonObject, service: string | undefined): Targets {
  const types: string[] = [];
  const ids: string[] = [];
  const names: string[] = [];
  for (const resource of listOf(resources).slice(0, MOST)) {
    if (!isObject(resource)) continue;
    put(types, textOf(resource['type']) ?? textOf(resource['resourceType']));
    put(ids, textOf(resource['ARN']) ?? textOf(resource['arn']) ?? textOf(resource['resourceName']));
  }
  takeFrom(parameters, service, types, ids, names);
  for (const set of sets) {
    if (!Object.hasOwn(parameters, set)) continue;
    for (const item of listOf(objectIn(parameters[set])['items']).slice(0, MOST)) if (isObject(item)) takeFrom(item, undefined, types, ids, names);
  }
  return types.length + ids.length + names.length === 0 ? noTargets : { types: listed(types), ids: listed(ids), names: listed(names) };
}

function takeFrom(parameters: JsonObject, service: string | undefined, types: string[], ids: string[], names: string[]): void {
  for (const parameter in parameters) {
    const value = parameters[parameter];
    if (typeof value !== 'string' || value === '') continue;
    const [type, part] = Object.hasOwn(known, parameter) ? known[parameter]! : parameter === 'name' ? [namedType(service), 'name'] as const : [undefined, 'name'] as const;
    if (type === undefined) continue;
    put(types, type);
    put(part === 'id' || value.startsWith('arn:') ? ids : names, value);
  }
}

function namedType(service: string | undefined): string | undefined {
  return service !== undefined && Object.hasOwn(namedByService, service) ? namedByService[service] : undefined;
}

function put(list: string[], value: string | undefined): void {
  if (value !== undefined && list.length < MOST && !list.includes(value)) list.push(value);
}

/** `undefined` for an empty list: the source did not say. */
export function listed(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}
