/** Processes that do nothing until they are ended. */
import { spawn } from 'node:child_process';
import { afterAll } from '@jest/globals';
import { identityOf, type ProcessIdentity, sendSignal, waitForEnd } from '../../guard/processes.mjs';

const IDLE = ['-e', 'setInterval(() => undefined, 60_000)'];

/** Starts them, for the tests of one file. */
export interface Bystanders {
  start(): ProcessIdentity;
  /** One that is gone already. */
  startAndEnd(): Promise<ProcessIdentity>;
}

/** To be called outside tests: what is left of them after the tests is killed. */
export function bystanders(): Bystanders {
  const started: ProcessIdentity[] = [];
  const start = () => {
    const child = spawn(process.execPath, IDLE, { stdio: 'ignore' });
    child.unref();
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity === undefined) throw new Error('The bystander did not start');
    started.push(identity);
    return identity;
  };
  afterAll(() => {
    for (const identity of started) sendSignal(identity, 'SIGKILL');
  });
  return {
    start,
    startAndEnd: async () => {
      const identity = start();
      sendSignal(identity, 'SIGKILL');
      if (!(await waitForEnd(identity, 10_000))) throw new Error('The bystander outlived SIGKILL');
      return identity;
    },
  };
}
