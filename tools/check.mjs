/** `pnpm check`: format and lint, types, layers, unused code, generated files, journeys. Runs all, then says what failed. */
import { spawnSync } from 'node:child_process';

const NODE = process.execPath;
const CHECKS = [
  ['format and lint', NODE, ['node_modules/@biomejs/biome/bin/biome', 'check', '.']],
  ['types', NODE, ['node_modules/typescript/bin/tsc', '-b']],
  ['types of the console', NODE, ['node_modules/typescript/bin/tsc', '-p', 'packages/console/app']],
  ['layers', NODE, ['tools/check-layers.mjs']],
  ['unused code', NODE, ['node_modules/knip/bin/knip.js']],
  ['generated files', NODE, ['tools/generate.mjs', '--check']],
  ['journeys', NODE, ['packages/cli/bin/facteur.cjs', 'journeys', 'check', 'journeys']],
  [
    'tests of journeys',
    NODE,
    ['packages/cli/bin/facteur.cjs', 'journeys', 'test', 'journeys', '--min-coverage', '100'],
  ],
];

const failed = [];
for (const [name, command, args] of CHECKS) {
  process.stdout.write(`— ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
const passed = CHECKS.length - failed.length;
process.stdout.write(
  `${passed} checks passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(', ')}` : ''}\n`,
);
process.exit(failed.length === 0 ? 0 : 1);
