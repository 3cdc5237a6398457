import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { identityOf, isAlive, type ProcessIdentity, sendSignal, waitForEnd } from '../guard/processes.mjs';
import { freePorts } from './free-ports.ts';
import type { Home } from './home.ts';
import { converse } from './request.ts';
import { type Launch, PortTakenError, startServer } from './server.ts';
import { bystanders } from './testing/bystander.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Answers whatever it is asked with one byte: how often it was started on this folder. */
const COUNTING_SERVER = `
  const { appendFileSync, readFileSync } = require('node:fs');
  const [port, file] = process.argv.slice(1);
  appendFileSync(file, '.');
  const starts = readFileSync(file).length;
  require('node:net').createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end(Buffer.of(starts)))).listen(Number(port), '127.0.0.1');
`;

const oneByte = () => 1;

describe('a server', () => {
  const folder = temporaryFolder();
  const { start: startOwner } = bystanders();

  function homeIn(name: string, owner: ProcessIdentity | undefined = identityOf(process.pid)): Home {
    if (owner === undefined) throw new Error('No owner');
    return { folder: join(folder, name), owner, remove: join(folder, name) };
  }

  async function countingServer(home: Home): Promise<Launch<{ starts(): Promise<number> }>> {
    const [port = 0] = await freePorts(1);
    const ask = () => converse({ host: '127.0.0.1', port }, [Buffer.of(0)], oneByte);
    return {
      name: 'The counting server',
      program: process.execPath,
      args: ['-e', COUNTING_SERVER, String(port), join(home.folder, 'starts')],
      at: { starts: async () => (await ask())[0]?.readUInt8() ?? 0 },
      ready: async () => void (await ask()),
      readyWithinMs: 20_000,
    };
  }

  function processesIn(home: Home): ProcessIdentity[] {
    return ['server.json', 'guard.json'].map((file) => JSON.parse(readFileSync(join(home.folder, file), 'utf8')));
  }

  it('answers as soon as it is started', async () => {
    const home = homeIn('answers');
    const server = await startServer(await countingServer(home), home);
    expect(await server.at.starts()).toBe(1);
    await server.stop();
  });

  it('is itself again after SIGKILL: same address, same data, another process', async () => {
    const home = homeIn('killed');
    const server = await startServer(await countingServer(home), home);
    const before = server.pid();
    await server.kill();
    await expect(server.at.starts()).rejects.toThrow(/ECONNREFUSED/);
    await server.restart();
    expect(await server.at.starts()).toBe(2);
    expect(server.pid()).not.toBe(before);
    await server.stop();
  });

  it('can be started again while it runs, or is stopped by a signal', async () => {
    const home = homeIn('restarted');
    const server = await startServer(await countingServer(home), home);
    process.kill(server.pid(), 'SIGSTOP');
    await server.restart();
    expect(await server.at.starts()).toBe(2);
    await server.stop();
  });

  it('leaves neither process nor folder when it is stopped', async () => {
    const home = homeIn('stopped');
    const server = await startServer(await countingServer(home), home);
    const processes = processesIn(home);
    expect(processes.map(isAlive)).toEqual([true, true]);
    await server.stop();
    expect(processes.map(isAlive)).toEqual([false, false]);
    expect(existsSync(home.folder)).toBe(false);
  });

  it('ends when its owner was killed, with its guard and its folder', async () => {
    const owner = startOwner();
    const home = homeIn('orphaned', owner);
    await startServer(await countingServer(home), home);
    const processes = processesIn(home);
    sendSignal(owner, 'SIGKILL');
    expect(await Promise.all(processes.map((each) => waitForEnd(each, 20_000)))).toEqual([true, true]);
    expect(existsSync(home.folder)).toBe(false);
  });

  it('says with the end of its log why it did not start, and leaves nothing', async () => {
    const home = homeIn('broken');
    const launch = { ...(await countingServer(home)), args: ['-e', 'throw new Error("out of coffee")'] };
    await expect(startServer(launch, home)).rejects.toThrow(/ended before it was ready: [\s\S]*out of coffee/);
    expect(existsSync(home.folder)).toBe(false);
  });

  it('says that its port was taken, so that another can be tried', async () => {
    const taken = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const home = homeIn('taken');
    const launch = await countingServer(home);
    const onTakenPort = { ...launch, args: ['-e', COUNTING_SERVER, String(port), join(home.folder, 'starts')] };
    await expect(startServer(onTakenPort, home)).rejects.toThrow(PortTakenError);
    taken.close();
  });
});
