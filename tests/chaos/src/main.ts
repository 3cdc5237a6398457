/** `npm run chaos -- --mode embedded|kafka --seed N --minutes M [--json]`: exits 1 with findings, 2 for a bad command line. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAppError, systemClock, systemRandom } from '@facteur/primitives';
import { type Options, readOptions, USAGE } from './options.ts';
import { table } from './report.ts';
import { run } from './run.ts';
import type { Supervised } from './world/supervised.ts';

const begunMs = systemClock.now();

function say(line: string): void {
  const seconds = ((systemClock.now() - begunMs) / 1_000).toFixed(1);
  process.stderr.write(`[${seconds.padStart(6)} s] ${line}\n`);
}

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2), () => systemRandom.next());
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exit(2);
  }
}

function sayHowToReplay({ mode, seed, minutes }: Options): void {
  process.stderr.write(`seed ${seed}: npm run chaos -- --mode ${mode} --seed ${seed} --minutes ${minutes}\n`);
}

const options = optionsOrExit();
const folder = await mkdtemp(join(tmpdir(), 'facteur-chaos-'));
const launched: Supervised[] = [];
let isAbandoned = false;

async function abandon(): Promise<never> {
  isAbandoned = true;
  for (const each of launched) each.abandon();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  sayHowToReplay(options);
  process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void abandon());

sayHowToReplay(options);
try {
  const result = await run(options, { folder, say, onLaunch: (each) => void launched.push(each) });
  process.stderr.write(table(result));
  if (options.isJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.findings.length > 0 ? 1 : 0;
  if (result.findings.length === 0) await rm(folder, { recursive: true, force: true });
} catch (error) {
  // What fails because everything was killed is no news; `abandon` ends this process.
  if (isAbandoned) await new Promise(() => undefined);
  for (const each of launched) each.abandon();
  process.stderr.write(`${error instanceof Error ? error.stack : error}\nlogs of every process: ${folder}\n`);
  process.exitCode = 1;
}
sayHowToReplay(options);
process.exit();
