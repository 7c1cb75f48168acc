/** 60 addresses that a page, a library or Chromium itself might ask for, and whether the shell cancels the request. */
export const requests: readonly (readonly [url: string, cancelled: boolean])[] = [
  ...[
    'http://evil.test/', 'https://evil.test/', 'https://evil.test:8443/a?b=c', 'http://127.0.0.1/', 'http://127.0.0.1:9222/json', 'http://localhost:8080/', 'http://[::1]:80/', 'http://0.0.0.0/', 'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/', 'https://bilocate/', 'http://bilocate/index.html', 'https://app/', 'ws://evil.test/', 'wss://evil.test/socket', 'ws://127.0.0.1:1/', 'ftp://evil.test/file', 'ftps://evil.test/',
    'file:///etc/passwd', 'file:///C:/Windows/win.ini', 'file://server/share', 'filesystem:app://bilocate/temporary/x', 'filesystem:https://evil.test/temporary/x', 'chrome://settings/', 'chrome-extension://abc/x.js', 'chrome-devtools://x/',
    'devtools://devtools/bundled/inspector.html', 'about:blank', 'about:srcdoc', 'view-source:https://evil.test/', 'javascript:alert(1)', 'vbscript:x', 'mailto:a@evil.test', 'tel:123', 'sms:123', 'magnet:?xt=x', 'smb://server/share',
    'ssh://evil.test', 'ldap://evil.test/x', 'gopher://evil.test/', 'jar:https://evil.test/a!/b', 'intent://x#Intent;end', 'ms-msdt:/id', 'search-ms:query=x', 'app://evil/', 'app://bilocate.evil.test/', 'app://bilocate', 'app://bilocate:80/', 'app://x@bilocate/',
    'app:bilocate/', 'App://bilocate/', 'apps://bilocate/', 'blob:https://evil.test/1', 'blob:null/1', 'https://redirector.gvt1.com/edgedl/chrome/dict/en-us-10-1.bdic', 'https://update.electronjs.org/x',
  ].map((url) => [url, true] as const),
  ['app://bilocate/', false], ['app://bilocate/assets/a.js', false], ['data:image/png;base64,AA==', false], ['blob:app://bilocate/1', false],
];

/** 100 addresses of our scheme and others that name no built file. The build that they are tried on has index.html, assets/a.js and a link to a file beside it. */
export const notServed: readonly string[] = [
  // Out of the folder, by dots.
  ...['../secret.json', '../../secret.json', '../../../../../../etc/passwd', 'assets/../../secret.json', './../secret.json', 'assets/../../../etc/passwd', '..', '../', '.', './', './index.html', 'assets/..', 'assets/../index.html', 'assets/./a.js', '..;/secret.json', '.../secret.json', '....//secret.json'].map((path) => `app://bilocate/${path}`),
  // The same, encoded once, twice, oddly.
  ...['%2e%2e/secret.json', '%2E%2E/secret.json', '..%2fsecret.json', '..%2Fsecret.json', '%2e%2e%2fsecret.json', '%252e%252e%252fsecret.json', '..%5csecret.json', '..%255csecret.json', '%c0%ae%c0%ae/secret.json', '%e0%80%ae%e0%80%ae/secret.json', '..%c0%afsecret.json', '..%u2215secret.json',
    '%uff0e%uff0e/secret.json', 'assets%2fa.js', 'assets%2Fa.js', 'index%2ehtml', '%69ndex.html', 'index.html%20', 'index.html%2f', 'a%ss', '%', '%zz', '%2', '%00', '%2500'].map((path) => `app://bilocate/${path}`),
  // NUL and other control characters.
  ...['index.html%00', 'index.html%00.js', 'index.html\0', 'index.html\0.js', '\0', 'index.html%0d%0aSet-Cookie:x=1', 'index.html\r\n', 'index.html\n', 'index.html\t', 'index.html%0a', '\u202elmth.xedni', 'index.html\u200b'].map((path) => `app://bilocate/${path}`),
  // Letters, separators, file systems.
  ...['INDEX.HTML', 'Index.html', 'index.HTML', 'ASSETS/a.js', 'assets/A.JS', 'index.html.', 'index.html ', ' index.html', 'index.html/', 'index.html/x', 'index.html::$DATA', 'index.html:x', 'INDEX~1.HTM', 'assets\\a.js', '\\index.html', '..\\secret.json', 'C:/Windows/win.ini', 'C:\\Windows\\win.ini', 'con', 'assets',
    'assets/', 'assets//a.js', '/index.html', '//etc/passwd', '/etc/passwd', 'etc/passwd', 'linked.json', 'secret.json', 'none.js', 'assets/none.js', 'assets/a.js.map', 'package.json', '.git/config', 'index.html;x', 'index.html&x', 'ındex.html', 'ｉndex.html'].map((path) => `app://bilocate/${path}`),
  // Another host, another scheme, another way to write ours.
  'app://other/', 'app://other/index.html', 'app://bilocate.evil.test/index.html', 'app://bilocate:80/index.html', 'app://x@bilocate/index.html', 'app://x:y@bilocate/', 'app:///index.html', 'app:/index.html', 'app:index.html', 'APP://bilocate/index.html', 'app://BILOCATE/index.html', 'app://bilocate', 'app://bilocate?/index.html',
  'https://bilocate/index.html', 'http://bilocate/', 'file:///etc/passwd', 'blob:app://bilocate/index.html', '', '/', 'index.html',
];
