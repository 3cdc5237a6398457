/** Tests run on the sources (export condition `source`), as native ES modules. */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/tests', '<rootDir>/infra'],
  globalSetup: '<rootDir>/infra/real/jest/setup.mjs',
  globalTeardown: '<rootDir>/infra/real/jest/teardown.mjs',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node'] },
  // A product starts in seconds; on a machine under load, in many.
  testTimeout: 60_000,
  maxWorkers: 2,
};
