/** One call to be written. JSON parts come ready made; other texts hold nothing that JSON would escape. */
export interface Call {
  /** UTC ms, whole seconds. */
  readonly ms: number;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  readonly read: boolean;
  /** userIdentity as JSON. */
  readonly identity: string;
  readonly ip: string;
  readonly agent: string;
  readonly request: string;
  readonly response: string;
  /** A sign-in that failed has a message and no code: ''. */
  readonly error?: readonly [code: string, message: string] | undefined;
  /** additionalEventData as JSON. */
  readonly additional?: string | undefined;
  /** resources as JSON. */
  readonly resources?: string | undefined;
  readonly console?: boolean | undefined;
  readonly endpoint?: string | undefined;
  readonly type?: string | undefined;
  readonly data?: boolean | undefined;
  /** serviceEventDetails as JSON. */
  readonly details?: string | undefined;
}

/** The record as CloudTrail writes it, in its order of names. */
export function render(call: Call, eventId: string, requestId: string): string {
  const tls = call.ip.includes('a') ? '' : `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${call.service.split('.')[0]}.${call.region}.amazonaws.com"}`;
  return `{"eventVersion":"1.10","userIdentity":${call.identity},"eventTime":"${timeText(call.ms)}","eventSource":"${call.service}","eventName":"${call.action}","awsRegion":"${call.region}",`
    + `"sourceIPAddress":"${call.ip}","userAgent":"${call.agent}",${errorText(call.error)}`
    + `"requestParameters":${call.request},"responseElements":${call.response},${call.additional ? `"additionalEventData":${call.additional},` : ''}"requestID":"${requestId}","eventID":"${eventId}",`
    + `"readOnly":${call.read},${call.resources ? `"resources":${call.resources},` : ''}"eventType":"${call.type ?? 'AwsApiCall'}","managementEvent":${call.data ? 'false' : 'true'},"recipientAccountId":"${call.account}",`
    + `${call.details ? `"serviceEventDetails":${call.details},` : ''}${call.endpoint ? `"vpcEndpointId":"${call.endpoint}",` : ''}"eventCategory":"${call.data ? 'Data' : 'Management'}"${tls}${call.console ? ',"sessionCredentialFromConsole":"true"' : ''}}`;
}

function errorText(error: Call['error']): string {
  if (!error) return '';
  return `${error[0] === '' ? '' : `"errorCode":"${error[0]}",`}"errorMessage":${JSON.stringify(error[1])},`;
}

let lastDay = NaN;
let lastDate = '';
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
/** `YYYY-MM-DDTHH:MM:SSZ`; neighbours nearly always share a day. */
export function timeText(ms: number): string {
  const day = Math.floor(ms / 86_400_000);
  if (day !== lastDay) {
    lastDay = day;
    lastDate = new Date(ms).toISOString().slice(0, 11);
  }
  const second = Math.floor(ms / 1000) - day * 86_400;
  return `${lastDate}${two[Math.floor(second / 3600)]}:${two[Math.floor(second / 60) % 60]}:${two[second % 60]}Z`;
}
