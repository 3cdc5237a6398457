import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from '@jest/globals';
import { buildChildren } from '../testing/child-process.ts';

beforeAll(() => buildChildren());

it.each([
  { name: 'the clock alone lets the process end while someone waits', clock: 'systemClock', status: 13 },
  { name: 'a clock that is awake does not', clock: 'awakeClock(systemClock)', status: 0 },
])('$name', ({ clock, status }) => {
  const script = `
    import { systemClock } from '@facteur/primitives';
    import { awakeClock } from './dist/kafka/awake-clock.js';
    await ${clock}.wait(20);`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd, encoding: 'utf8' });
  expect({ status: child.status, stdout: child.stdout }).toEqual({ status, stdout: '' });
});
