// The import direction of the house. Lower rows never import higher ones; adapters never import each other.
const LAYERS = [
  ['contracts'],
  ['platform'],
  ['store', 'carrier', 'model', 'tunnel', 'notify', 'tools'],
  ['tenants', 'memory', 'agent', 'usage', 'knowledge', 'messages'],
  ['call'],
  ['import', 'bundle', 'backup'],
  ['http'],
  ['context'],
  ['context.ts'],
  ['start.ts'],
  ['main.ts'],
];
const PORTS = LAYERS[2].join('|');
/** An adapter is a folder beside its port; those of the tunnel are single files. */
const TUNNELS = '^server/tunnel/(fixed|none|ngrok)\\.ts$';
const ADAPTER = [`^server/(${PORTS})/[^/]+/`, TUNNELS];

/** `server/tenants/` as a folder, `server/main.ts` as a file. */
const place = (name) => (name.endsWith('.ts') ? `^server/${name}$` : `^server/${name}/`);

const upward = LAYERS.slice(0, -1).map((row, rank) => ({
  name: `${row[0].replace('.ts', '')}-imports-downward`,
  comment: 'Imports run one way: a layer knows only the layers below it.',
  severity: 'error',
  from: { path: row.map(place) },
  to: {
    path: LAYERS.slice(rank + 1)
      .flat()
      .map(place),
  },
}));

const forbidden = [
  ...upward,
  {
    name: 'contracts-stand-alone',
    comment: 'Contracts are shared with the browser: no Node, and no package but zod.',
    severity: 'error',
    from: { path: '^server/contracts/' },
    to: { pathNot: ['^server/contracts/', '^node_modules/zod/'] },
  },
  {
    name: 'config-knows-contracts-and-platform',
    comment: 'Parsing settings needs no business and no adapter.',
    severity: 'error',
    from: { path: '^server/config\\.ts$' },
    to: { path: '^server/', pathNot: '^server/(contracts|platform)/' },
  },
  {
    name: 'low-layers-are-handed-their-settings',
    comment: 'Only the top of the house reads the environment.',
    severity: 'error',
    from: { path: `^server/(contracts|platform|${PORTS})/` },
    to: { path: '^server/config\\.ts$' },
  },
  {
    name: 'adapters-apart',
    comment: 'An adapter knows its port, never another adapter.',
    severity: 'error',
    from: { path: `^server/(${PORTS})/([^/]+)/` },
    to: { path: ADAPTER, pathNot: '^server/$1/$2/' },
  },
  {
    name: 'tunnels-apart',
    comment: 'One kind of tunnel knows nothing of another.',
    severity: 'error',
    from: { path: TUNNELS },
    to: { path: TUNNELS },
  },
  {
    name: 'ports-know-no-adapter',
    comment: 'A port is what its adapters have in common.',
    severity: 'error',
    from: { path: `^server/(${PORTS})/[^/]+$` },
    to: { path: ADAPTER },
  },
  {
    name: 'only-context-names-adapters',
    comment: 'Which adapter stands behind a port is decided in one place.',
    severity: 'error',
    from: { path: '^server/', pathNot: [`^server/(${PORTS})/`, '^server/context(/|\\.ts$)'] },
    to: { path: ADAPTER },
  },
  {
    name: 'scopes-are-made-at-the-door',
    comment: 'A tenant scope is made after checking who asks: in http/, or at boot.',
    severity: 'error',
    from: { path: '^(server|electron|renderer)/', pathNot: ['^server/http/', '^server/context(/|\\.ts$)'] },
    to: { path: '^server/store/make-scope\\.ts$' },
  },
  {
    name: 'commands-use-the-api',
    comment: 'A command is a client of the running server.',
    severity: 'error',
    from: { path: '^server/cli/' },
    to: { path: '^server/', pathNot: ['^server/(contracts|platform|cli)/', '^server/config\\.ts$'] },
  },
  {
    name: 'nothing-imports-commands',
    severity: 'error',
    from: { path: '^server/', pathNot: '^server/cli/' },
    to: { path: '^server/cli/' },
  },
  {
    name: 'shell-and-panel-know-contracts-only',
    comment: 'The shell and the panel meet the server at its contracts.',
    severity: 'error',
    from: { path: '^(electron|renderer)/' },
    to: { path: '^(server|electron|renderer|test)/', pathNot: ['^$1/', '^server/contracts/'] },
  },
  {
    name: 'server-knows-no-shell',
    severity: 'error',
    from: { path: '^server/' },
    to: { path: '^(electron|renderer|test)/' },
  },
  {
    name: 'electron-in-its-folder',
    comment: 'Electron cannot be loaded by Node, so only the shell may name it.',
    severity: 'error',
    from: { pathNot: '^electron/' },
    to: { path: '^(node_modules/electron/|electron$)' },
  },
  {
    name: 'server-runs-without-dev-packages',
    comment: 'What the server needs must be packed with it.',
    severity: 'error',
    from: { path: '^server/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'imports-exist',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
