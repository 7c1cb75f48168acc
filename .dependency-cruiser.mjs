// Who may import whom: docs/decisions/0001-the-house.md. Each rule says what to do instead.
const rooms = {
  contract: [],
  kit: ['contract'],
  charts: ['contract'],
  columns: ['contract'],
  lineage: ['contract'],
  identity: ['contract'],
  sources: ['contract'],
  evidence: ['contract', 'kit'],
  enrich: ['contract', 'kit'],
  case: ['contract', 'kit', 'identity'],
  hunt: ['contract', 'kit', 'columns'],
  questions: ['contract', 'kit', 'charts', 'columns', 'identity', 'case', 'hunt'],
  report: ['contract', 'kit', 'charts'],
  pipeline: ['contract', 'kit', 'charts', 'columns', 'lineage', 'identity', 'sources', 'evidence', 'enrich', 'case', 'hunt', 'questions', 'report'],
  jobs: ['contract', 'kit', 'pipeline', 'case', 'columns', 'questions'],
  host: ['contract', 'kit', 'charts', 'columns', 'sources', 'evidence', 'enrich', 'case', 'hunt', 'questions', 'report', 'pipeline', 'jobs'],
  electron: ['contract', 'host', 'jobs'],
};
const owners = {
  'better-sqlite3': ['case'],
  electron: ['electron'],
  yauzl: ['evidence'],
  'tar-stream': ['evidence'],
  yaml: ['hunt', 'pipeline'],
  re2js: ['hunt'],
  'ipaddr.js': ['enrich'],
  'mmdb-lib': ['enrich'],
  bowser: ['enrich'],
  'markdown-it': ['report'],
  pdfkit: ['report'],
  'svg-to-pdfkit': ['report'],
  'dejavu-fonts-ttf': ['report'],
  commander: ['host'],
  zod: ['contract'],
};
const builtins = {
  'child_process|worker_threads': ['jobs', 'host'],
  'http|https|net|dgram|tls|http2|dns': ['host'],
};

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files that need each other are one file, or need a third.', from: { path: '^src-' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room}`,
      severity: 'error',
      comment: `${room} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other room'}. Move the line to the room where it belongs, or pass what it needs as an argument.`,
      from: { path: `^src-main/${room}/` },
      to: { path: '^src-main/', pathNot: `^src-main/(${[room, ...allowed].join('|')})/` },
    })),
    { name: 'renderer-sees-contract-and-charts', severity: 'error', comment: 'The renderer shares contract/ and charts/ with main, nothing else.', from: { path: '^src-renderer/' }, to: { path: '^src-main/', pathNot: '^src-main/(contract|charts)/' } },
    { name: 'main-never-sees-renderer', severity: 'error', comment: 'Main serves the built renderer; it does not import it.', from: { path: '^src-main/' }, to: { path: '^src-renderer/' } },
    { name: 'no-test-in-source', severity: 'error', comment: 'Source does not import tests.', from: { path: '^src-' }, to: { path: '^test/' } },
    ...Object.entries(owners).map(([name, where]) => ({
      name: `owner-${name.replace(/[^a-z0-9]/g, '-')}`,
      severity: 'error',
      comment: `Only ${where.join(', ')} may import ${name}.`,
      from: { path: '^src-', pathNot: `^src-main/(${where.join('|')})/` },
      to: { path: `node_modules/(@types/)?${name.replace('.', '\\.')}(/|$)` },
    })),
    ...Object.entries(builtins).map(([names, where]) => ({
      name: `builtin-${names.split('|')[0].replace('_', '-')}`,
      severity: 'error',
      comment: `Only ${where.join(', ')} may use node:${names}.`,
      from: { path: '^src-main/', pathNot: `^src-main/(${where.join('|')})/` },
      to: { dependencyTypes: ['core'], path: `^(node:)?(${names})$` },
    })),
    { name: 'pure-rooms', severity: 'error', comment: 'contract, charts, columns, lineage, identity and sources run anywhere: no Node.', from: { path: '^src-main/(contract|charts|columns|lineage|identity|sources)/' }, to: { dependencyTypes: ['core'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|node_modules/.*/node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.core.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.vue', '.mjs', '.js', '.json'] },
  },
};
