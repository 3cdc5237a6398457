/**
 * Processes by their identity: a number alone may be another process's by now, so the start time goes with it.
 * Plain JavaScript, because the guard and jest's hooks run it without a build; its types are in processes.d.mts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * When the process started, by Linux: clock ticks since boot, as text. A zombie has ended, but for one whose other threads
 * still end: it holds its ports and files.
 */
function startFromProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in brackets, which may hold anything: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, threads, startedAt] = [fields[0], Number(fields[17]), fields[19]];
  return state === 'X' || (state === 'Z' && threads <= 1) ? undefined : startedAt;
}

/** The same where there is no /proc. */
function startFromPs(pid) {
  const { stdout = '' } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [state = '', ...started] = stdout.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
}

export function identityOf(pid) {
  try {
    const startedAt = process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
    return startedAt === undefined ? undefined : { pid, startedAt };
  } catch {
    return undefined;
  }
}

export function isAlive({ pid, startedAt }) {
  return identityOf(pid)?.startedAt === startedAt;
}

export function sendSignal(identity, signal) {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

export async function waitForEnd(identity, withinMs) {
  const deadline = performance.now() + withinMs;
  while (isAlive(identity)) {
    if (performance.now() >= deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}

export async function endProcess(identity, graceMs) {
  sendSignal(identity, 'SIGTERM');
  // One that was stopped by SIGSTOP would never see the SIGTERM.
  sendSignal(identity, 'SIGCONT');
  if (await waitForEnd(identity, graceMs)) return;
  sendSignal(identity, 'SIGKILL');
  if (!(await waitForEnd(identity, 10_000))) throw new Error(`Process ${identity.pid} outlived SIGKILL by 10 s`);
}
