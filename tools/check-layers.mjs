/**
 * The layer rules, by dependency-cruiser; and a check of the checker: without its compiler it sees nothing and calls that success,
 * so it must have seen modules, and must find a planted cycle of types.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cruise, format } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

const LEAST_MODULES = 150;
const PLANT = 'packages/primitives/src/planted-cycle';

const { options, ...ruleSet } = await extractConfig('./.dependency-cruiser.cjs');

async function violations(folders) {
  const { output } = await cruise(folders, { ...options, ruleSet, validate: true });
  return output;
}

async function findsPlantedCycle() {
  mkdirSync(PLANT);
  try {
    writeFileSync(`${PLANT}/a.ts`, "import type { B } from './b.ts';\nexport type A = B | 1;\n");
    writeFileSync(`${PLANT}/b.ts`, "import type { A } from './a.ts';\nexport type B = A | 2;\n");
    const { summary } = await violations([PLANT]);
    return summary.violations.some(({ rule }) => rule.name === 'no-cycles');
  } finally {
    rmSync(PLANT, { recursive: true });
  }
}

const result = await violations(['packages', 'services', 'tests', 'infra']);
const { output } = await format(result, { outputType: 'err' });
process.stdout.write(output);
const { totalCruised, error } = result.summary;
if (totalCruised < LEAST_MODULES)
  process.stdout.write(`Only ${totalCruised} modules were seen: the checker is blind.\n`);
const isSharp = await findsPlantedCycle();
if (!isSharp) process.stdout.write('A planted cycle of types was not found: the checker is blind.\n');
process.exit(error === 0 && totalCruised >= LEAST_MODULES && isSharp ? 0 : 1);
