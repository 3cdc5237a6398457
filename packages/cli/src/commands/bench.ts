/** `facteur bench`: the product's own figures beside the bare limits of the libraries below it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const BENCH = fileURLToPath(new URL('../../../../tests/bench/dist/main.js', import.meta.url));
const TUNE = fileURLToPath(new URL('../../bin/tune.cjs', import.meta.url));

export function benchCommand(): Command {
  return new Command('bench')
    .description('Measure this machine: each figure beside the bare limit below it, in one run')
    .argument('[names...]', 'only these benches')
    .option('--json', 'as JSON', false)
    .action(async (names: string[], { json }: { json: boolean }) => {
      const flags = ['--expose-gc', '--require', TUNE];
      const child = spawn(process.execPath, [...flags, BENCH, ...names, ...(json ? ['--json'] : [])], {
        stdio: 'inherit',
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      process.exitCode = code ?? 1;
    });
}
