/** Columns of the console's event history, in its words without blanks, and where CloudTrail has them. */
export const history: ReadonlyMap<string, string> = new Map(Object.entries({
  eventname: 'eventName', eventtime: 'eventTime', eventsource: 'eventSource', awsregion: 'awsRegion', sourceipaddress: 'sourceIPAddress', useragent: 'userAgent', errorcode: 'errorCode',
  requestid: 'requestID', eventid: 'eventID', readonly: 'readOnly', eventtype: 'eventType', recipientaccountid: 'recipientAccountId', eventcategory: 'eventCategory', resources: 'resources',
  username: 'userIdentity.userName', awsaccesskey: 'userIdentity.accessKeyId', accesskeyid: 'userIdentity.accessKeyId',
}));

/** Columns of the table `AWSCloudTrail` of Microsoft Sentinel, in lower case and without what the portal puts behind them, and where CloudTrail has them. */
export const sentinel: ReadonlyMap<string, string> = new Map(Object.entries({
  timegenerated: 'eventTime', awseventid: 'eventID', eventversion: 'eventVersion', eventname: 'eventName', eventsource: 'eventSource', eventtypename: 'eventType', category: 'eventCategory',
  awsregion: 'awsRegion', sourceipaddress: 'sourceIPAddress', useragent: 'userAgent', errorcode: 'errorCode', errormessage: 'errorMessage', requestparameters: 'requestParameters',
  responseelements: 'responseElements', additionaleventdata: 'additionalEventData', awsrequestid: 'requestID', resources: 'resources', readonly: 'readOnly', recipientaccountid: 'recipientAccountId',
  serviceeventdetails: 'serviceEventDetails', sharedeventid: 'sharedEventID', vpcendpointid: 'vpcEndpointId',
  useridentitytype: 'userIdentity.type', useridentityprincipalid: 'userIdentity.principalId', useridentityarn: 'userIdentity.arn', useridentityaccountid: 'userIdentity.accountId',
  useridentityinvokedby: 'userIdentity.invokedBy', useridentityaccesskeyid: 'userIdentity.accessKeyId', useridentityusername: 'userIdentity.userName',
  sessionmfaauthenticated: 'userIdentity.sessionContext.attributes.mfaAuthenticated', sessioncreationdate: 'userIdentity.sessionContext.attributes.creationDate',
  sessionissuertype: 'userIdentity.sessionContext.sessionIssuer.type', sessionissuerprincipalid: 'userIdentity.sessionContext.sessionIssuer.principalId',
  sessionissuerarn: 'userIdentity.sessionContext.sessionIssuer.arn', sessionissueraccountid: 'userIdentity.sessionContext.sessionIssuer.accountId',
  sessionissuerusername: 'userIdentity.sessionContext.sessionIssuer.userName',
  tlsversion: 'tlsDetails.tlsVersion', ciphersuite: 'tlsDetails.cipherSuite', clientprovidedhostheader: 'tlsDetails.clientProvidedHostHeader',
}));
