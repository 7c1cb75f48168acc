// The fields that Bilocate stores of a CloudTrail event, as DuckDB reads them from the same records.

/** Plain paths into a record: column → path. */
export const paths = {
  event_time: 'eventTime', event_version: 'eventVersion', service: 'eventSource', action: 'eventName', region: 'awsRegion', ip: 'sourceIPAddress', agent: 'userAgent',
  error_code: 'errorCode', error_message: 'errorMessage', request_id: 'requestID', event_id: 'eventID', read_only: 'readOnly', event_type: 'eventType', recipient: 'recipientAccountId',
  shared_event_id: 'sharedEventID', endpoint: 'vpcEndpointId', event_category: 'eventCategory', from_console: 'sessionCredentialFromConsole',
  user_type: 'userIdentity.type', principal: 'userIdentity.principalId', arn: 'userIdentity.arn', account: 'userIdentity.accountId', credential: 'userIdentity.accessKeyId',
  plain_name: 'userIdentity.userName', invoked_by: 'userIdentity.invokedBy', center_credential: 'userIdentity.credentialId', behalf: 'userIdentity.onBehalfOf.userId',
  created: 'userIdentity.sessionContext.attributes.creationDate', mfa: 'userIdentity.sessionContext.attributes.mfaAuthenticated', issuer: 'userIdentity.sessionContext.sessionIssuer.arn',
  issuer_name: 'userIdentity.sessionContext.sessionIssuer.userName', tls_version: 'tlsDetails.tlsVersion', tls_cipher: 'tlsDetails.cipherSuite', tls_name: 'tlsDetails.clientProvidedHostHeader',
  additional_user: 'additionalEventData.UserName', login_to: 'additionalEventData.LoginTo', mfa_used: 'additionalEventData.MFAUsed',
  issued_credential: 'responseElements.credentials.accessKeyId', assumed: 'responseElements.assumedRoleUser.arn', role: 'requestParameters.roleArn', bucket: 'requestParameters.bucketName',
};

/** Who acted, by the rule that docs/sources/aws.cloudtrail.md gives for `user.name`. */
const userName = `coalesce(
  nullif(trim(plain_name), ''), nullif(trim(issuer_name), ''), CASE WHEN user_type = 'Root' THEN 'root' END,
  CASE WHEN arn LIKE 'arn:%:assumed-role/%' THEN nullif(split_part(arn, '/', 2), '') WHEN arn LIKE 'arn:%' THEN nullif(split_part(regexp_replace(arn, '^([^:]*:){5}', ''), '/', -1), '') END,
  CASE WHEN user_type = 'AWSService' THEN invoked_by END, nullif(trim(additional_user), ''), behalf,
  CASE WHEN contains(principal, ':') THEN nullif(substr(principal, strpos(principal, ':') + 1), '') END,
  CASE WHEN user_type = 'AWSAccount' THEN coalesce(account, principal) ELSE principal END, invoked_by)`;

/** S3 and data events wrap the agent in brackets. */
const agent = `CASE WHEN agent LIKE '[%]' THEN substr(agent, 2, length(agent) - 2) ELSE agent END`;

/** Of four ways to write this, the fastest one here: all paths of a record in one call, so that DuckDB reads each record once. */
export function importSql(folder) {
  const names = Object.keys(paths);
  const list = Object.values(paths).map((path) => `'$.${path}'`).join(', ');
  return `CREATE TABLE e AS
    SELECT epoch_ms(strptime(event_time, '%Y-%m-%dT%H:%M:%SZ')) AS ts, ${userName} AS user_name, * EXCLUDE (event_time) REPLACE (${agent} AS agent)
    FROM (SELECT ${names.map((name, i) => `v[${i + 1}] AS ${name}`).join(', ')}, raw
      FROM (SELECT json_extract_string(r, [${list}]) AS v, r AS raw
        FROM (SELECT unnest(Records) AS r FROM read_json('${folder}/**/*.json.gz', columns = {Records: 'JSON[]'}, maximum_object_size = 1073741824))))`;
}

/** Column by column, as most people would write it. */
export function plainImportSql(folder) {
  const each = Object.entries(paths).map(([name, path]) => `r->>'$.${path}' AS ${name}`).join(', ');
  return `CREATE TABLE e AS
    SELECT epoch_ms(strptime(event_time, '%Y-%m-%dT%H:%M:%SZ')) AS ts, ${userName} AS user_name, * EXCLUDE (event_time) REPLACE (${agent} AS agent)
    FROM (SELECT ${each}, r AS raw FROM (SELECT unnest(Records) AS r FROM read_json('${folder}/**/*.json.gz', columns = {Records: 'JSON[]'}, maximum_object_size = 1073741824)))`;
}

const ten = 600_000;
const five = 300_000;
const day = 86_400_000;
const binned = (ms) => `ts - ts % ${ms}`;

/** The hunts, each as one query, values included. Columns: window, group, events, then one sorted list per field that is compared. */
export const hunts = {
  S1: {
    sql: `SELECT ${binned(five)} AS w, [user_name, coalesce(recipient, account), region] AS g, count(*) AS n,
        list_sort(list(DISTINCT ip)) AS a, list_sort(list(DISTINCT agent)) AS b
      FROM e WHERE action = 'DescribeEventAggregates' AND ip IS NOT NULL AND lower(ip) <> 'aws internal' AND user_name IS NOT NULL AND region IS NOT NULL
      GROUP BY w, user_name, coalesce(recipient, account), region HAVING count(DISTINCT ip) > 1`,
  },
  S16: {
    sql: `SELECT ${binned(ten)} AS w, [credential, user_name] AS g, count(*) AS n,
        list_sort(list(DISTINCT coalesce(agent, ''))) AS a, list_sort(list(DISTINCT coalesce(org, ''))) AS b, list_sort(list(DISTINCT action)) AS c
      FROM e LEFT JOIN ip_network USING (ip) WHERE credential <> '' AND user_name <> ''
      GROUP BY w, credential, user_name HAVING count(DISTINCT coalesce(agent, '')) > 1 AND count(DISTINCT coalesce(org, '')) > 1`,
    // First which windows, then what is in them.
    phased: `WITH x AS (SELECT ${binned(ten)} AS w, credential, user_name, agent, org, action FROM e LEFT JOIN ip_network USING (ip) WHERE credential <> '' AND user_name <> ''),
      found AS (SELECT w, credential, user_name FROM (SELECT DISTINCT w, credential, user_name, coalesce(agent, '') AS agent, coalesce(org, '') AS org FROM x)
        GROUP BY ALL HAVING count(DISTINCT agent) > 1 AND count(DISTINCT org) > 1)
      SELECT w, [credential, user_name] AS g, count(*) AS n,
        list_sort(list(DISTINCT coalesce(agent, ''))) AS a, list_sort(list(DISTINCT coalesce(org, ''))) AS b, list_sort(list(DISTINCT action)) AS c
      FROM x JOIN found USING (w, credential, user_name) GROUP BY w, credential, user_name`,
  },
  daily: {
    sql: `SELECT ${binned(day)} AS w, [user_name] AS g, count(*) AS n, list_sort(list(DISTINCT asn)) AS a
      FROM e LEFT JOIN ip_network USING (ip) WHERE user_name <> '' GROUP BY w, user_name HAVING count(DISTINCT asn) > 1`,
  },
};
