/** The layers of ARCHITECTURE.md, as rules. Imports point down only: cli → services → packages → ports → contracts, primitives. */
const PORTS = '^packages/(bus|store|blobs|keys)/src';
const TESTS = '(\\.test\\.ts$|/testing/)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'contracts-import-zod-only',
      severity: 'error',
      from: { path: '^packages/contracts/src', pathNot: TESTS },
      to: { pathNot: ['^packages/contracts/src', 'node_modules/(\\.pnpm/)?zod'] },
    },
    {
      name: 'primitives-import-nothing',
      severity: 'error',
      from: { path: '^packages/primitives/src', pathNot: TESTS },
      to: { pathNot: '^packages/primitives/src', dependencyTypesNot: ['core'] },
    },
    {
      name: 'ports-point-down',
      severity: 'error',
      from: { path: PORTS },
      to: { path: '^(services|packages/(cli|runtime|journeys|mail|nlu|connectors|http))/' },
    },
    {
      name: 'packages-know-no-service',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/cli/' },
      to: { path: '^(services/|packages/cli/)' },
    },
    {
      name: 'services-know-no-other-service',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^(services/(?!$1/)|packages/cli/)' },
    },
    {
      name: 'services-see-ports-not-adapters',
      severity: 'error',
      comment: 'Adapters are chosen in packages/cli, nowhere else',
      from: { path: '^(services|packages/(runtime|journeys|mail|nlu|connectors|http))/', pathNot: TESTS },
      to: { path: '^packages/(bus|store|blobs|keys)/src/(embedded|kafka|mongodb)/' },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: TESTS },
      to: { path: ['/testing/', '^tests/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The web application imports no package of the workspace, and the parser does not read its markup.
    exclude: { path: '(^|/)dist/|^packages/console/(app|testing)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
