/** An event of an invented org, as the System Log API writes it; `over` replaces fields, `undefined` takes them away. */
export function oktaRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    actor: { id: '00uexamplemara000001', type: 'User', alternateId: 'Mara@Halden.example', displayName: 'Mara Halden', detailEntry: null },
    client: {
      userAgent: { rawUserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36', os: 'Windows 10', browser: 'CHROME' },
      zone: 'null', device: 'Computer', id: null, ipAddress: '203.0.113.9',
      geographicalContext: { city: 'Bergen', state: 'Vestland', country: 'Norway', postalCode: '5003', geolocation: { lat: 60.39, lon: 5.32 } },
    },
    device: null,
    authenticationContext: {
      authenticationProvider: null, credentialProvider: null, credentialType: null, issuer: null, interface: null, authenticationStep: 0,
      rootSessionId: 'idxExampleRoot0000000001', externalSessionId: 'idxExampleSession0000001',
    },
    displayMessage: 'User login to Okta',
    eventType: 'user.session.start',
    outcome: { result: 'SUCCESS', reason: null },
    published: '2026-05-04T08:15:30.49Z',
    securityContext: { asNumber: 64496, asOrg: 'fjord fiber', isp: 'fjord fiber as', domain: 'fjord.example', isProxy: false },
    severity: 'INFO',
    debugContext: {
      debugData: {
        requestId: 'req-1', dtHash: '0f0e0d0c0b0a', requestUri: '/idp/idx/identify', threatSuspected: 'false', url: '/idp/idx/identify?', deviceFingerprint: '00112233445566778899aabbccddeeff',
        authnRequestId: 'authn-1', origin: 'https://halden.okta.example',
        behaviors: '{New Geo-Location=NEGATIVE, New Device=POSITIVE, New IP=POSITIVE, Velocity=UNKNOWN}', risk: '{reasons=Anomalous Device, Anomalous Location, level=MEDIUM}',
      },
    },
    legacyEventType: 'core.user_auth.login_success',
    transaction: { type: 'WEB', id: 'tx-1', detail: {} },
    uuid: '11111111-2222-11f1-8333-444444444401',
    version: '0',
    request: { ipChain: [{ ip: '203.0.113.9', geographicalContext: null, version: 'V4', source: null }] },
    target: [
      { id: '0oaexamplewiki000001', type: 'AppInstance', alternateId: 'Wiki', displayName: 'An App Server', detailEntry: { signOnModeType: 'SAML_2_0' } },
      { id: '00uexamplemara000001', type: 'User', alternateId: 'Mara@Halden.example', displayName: 'Mara Halden', detailEntry: null },
    ],
    ...over,
  };
}

/** Part of the record replaced, the rest of that part kept: `part('client', { ipAddress: null })`. */
export function part(name: string, over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { [name]: { ...oktaRecord()[name] as Record<string, unknown>, ...over } };
}

/** Debug data of the record, more or other. */
export function debug(over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { debugData } = oktaRecord()['debugContext'] as { debugData: Record<string, unknown> };
  return { debugContext: { debugData: { ...debugData, ...over } } };
}
