/**
 * Ends a server when its owner is gone without having done so (SIGKILL, Ctrl-C, a crash), and removes what both left.
 * Runs beside the server as a process of its own: `node guard.mjs '{"owner":…,"serverFile":…,"remove":…}'`.
 * It ends by itself with the server's folder.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endProcess, isAlive } from './processes.mjs';

const POLL_MS = 500;
const GRACE_MS = 10_000;

const { owner, serverFile, remove } = JSON.parse(process.argv[2]);

/** Kept from one look to the next, because another guard may remove the folder that both servers lie in. */
let server;

function look() {
  try {
    server = JSON.parse(readFileSync(serverFile, 'utf8'));
  } catch {
    // Not started yet, or the folder is gone.
  }
}

while (isAlive(owner) && existsSync(dirname(serverFile))) {
  look();
  await wait(POLL_MS);
}
if (!isAlive(owner)) {
  look();
  if (server !== undefined) await endProcess(server, GRACE_MS);
  rmSync(remove, { recursive: true, force: true, maxRetries: 3 });
}
