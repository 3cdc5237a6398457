import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isAppError } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder } from './data-folder.ts';

let base: string;
let folder: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'facteur-data-'));
  folder = join(base, 'new', 'data');
});
afterEach(() => rm(base, { recursive: true }));

describe('a data folder', () => {
  it('is made for its owner alone, with its format', async () => {
    const data = await openDataFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(data.path('format.json'), 'utf8'))).toEqual({ format: 1 });
    expect(data.path('keys')).toBe(join(folder, 'keys'));
    await data.close();
  });
  it('is left without a trace of the lock, and opens again', async () => {
    await (await openDataFolder(folder)).close();
    const data = await openDataFolder(folder);
    await data.close();
    await data.close();
    expect(await readdir(folder)).toEqual(['format.json']);
  });
  it('of a newer version is refused, naming both versions and what to do, and is not left locked', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'format.json'), '{"format":7,"more":true}');
    for (let time = 0; time < 2; time += 1)
      await expect(openDataFolder(folder)).rejects.toMatchObject({
        code: 'DATA_FOLDER_NEWER',
        message: expect.stringMatching(/format 7.*up to 1.*start the version/),
      });
  });
  it.each(['', 'format', '{}', '{"format":"1"}', '{"format":0}', 'null'])(
    'with the format file %j is unusable',
    async (text) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'format.json'), text);
      await expect(openDataFolder(folder)).rejects.toMatchObject({
        code: 'DATA_FOLDER_UNUSABLE',
        message: expect.stringContaining('format.json'),
      });
    },
  );
  it('is unusable when a file is in its place', async () => {
    await writeFile(join(base, 'new'), '');
    for (const path of [folder, join(base, 'new')])
      await expect(openDataFolder(path)).rejects.toMatchObject({
        code: 'DATA_FOLDER_UNUSABLE',
        message: expect.stringContaining(path),
      });
  });
  const withProc = existsSync('/proc/self/stat') ? it : it.skip;
  withProc('is unusable when nobody can write there', async () => {
    await expect(openDataFolder('/proc')).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  });
  const asOrdinaryUser = process.getuid?.() === 0 ? it.skip : it;
  asOrdinaryUser('is unusable when this user may not write there (root may: skipped)', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o500);
    await expect(openDataFolder(folder)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
    await chmod(folder, 0o700);
  });
});

describe('the lock of a data folder', () => {
  it('keeps everybody else out until it is given back', async () => {
    const data = await openDataFolder(folder, { clock: fakeClock(Date.UTC(2026, 0, 5, 9)) });
    const refusal = {
      code: 'DATA_FOLDER_LOCKED',
      message: expect.stringMatching(`${folder} .*process ${process.pid} since 2026-01-05T09:00:00.000Z: stop that`),
    };
    await expect(openDataFolder(folder)).rejects.toMatchObject(refusal);
    expect(await (await startOpener()).said).toMatchObject(refusal);
    await data.close();
    await (await openDataFolder(folder)).close();
  });
  it('of another process is respected while that runs, and taken over once it is killed', async () => {
    const other = await startOpener();
    expect(await other.said).toEqual({ open: other.child.pid });
    await expect(openDataFolder(folder)).rejects.toMatchObject({
      code: 'DATA_FOLDER_LOCKED',
      details: { pid: other.child.pid },
    });
    await other.kill();
    await (await openDataFolder(folder)).close();
    expect(await readdir(folder)).toEqual(['format.json']);
  });
  it('left by a killed process goes to one of five processes that want it at once', async () => {
    const dead = await startOpener();
    await dead.said;
    await dead.kill();
    const openers = await Promise.all(Array.from({ length: 5 }, startOpener));
    const said = await Promise.all(openers.map((opener) => opener.said));
    expect(said.filter((line) => 'open' in line)).toHaveLength(1);
    expect(said.filter((line) => 'code' in line && line.code === 'DATA_FOLDER_LOCKED')).toHaveLength(4);
    await Promise.all(openers.map((opener) => opener.kill()));
  });
  it('left by a dead process goes to one of ten that want it at once, fifty times over', async () => {
    await mkdir(folder, { recursive: true });
    for (let round = 0; round < 50; round += 1) {
      await leave('lock', { token: `dead ${round}` });
      if (round % 2 === 1) await leave(`claim-dead ${round}`, { token: `dead too ${round}` });
      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => openDataFolder(folder)));
      const opened = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
      expect(opened).toHaveLength(1);
      await Promise.all(opened.map((data) => data.close()));
    }
    expect(await readdir(folder)).toEqual(['format.json']);
  });
  it('is never held twice when many take it, give it back and take it again', async () => {
    await mkdir(folder, { recursive: true });
    await leave('lock', { token: 'dead' });
    let inside = 0;
    let most = 0;
    let times = 0;
    const enterOften = async (): Promise<void> => {
      for (let attempt = 0; attempt < 40; attempt += 1) {
        const data = await openDataFolder(folder).catch((error: unknown) => {
          if (!isAppError(error, 'DATA_FOLDER_LOCKED')) throw error;
        });
        if (data === undefined) continue;
        most = Math.max(most, ++inside);
        times += 1;
        await setImmediate();
        inside -= 1;
        // Half of them vanish, as if killed: the lock stays, in the name of a process that is gone.
        if (times % 2 === 0) await data.close();
        else await leave('lock', { token: `dead ${times}` });
      }
    };
    await Promise.all(Array.from({ length: 8 }, enterOften));
    expect(most).toBe(1);
    expect(times).toBeGreaterThan(10);
  });
  it('is with the process that is about to take it over, as long as that runs', async () => {
    await mkdir(folder, { recursive: true });
    await leave('lock', { token: 'dead' });
    await leave('claim-dead', { token: 'alive', pid: process.ppid, started: '' });
    await expect(openDataFolder(folder)).rejects.toMatchObject({
      code: 'DATA_FOLDER_LOCKED',
      details: { pid: process.ppid },
    });
  });
  it('is not guessed about when its file is damaged', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'lock'), 'x');
    await expect(openDataFolder(folder)).rejects.toMatchObject({
      code: 'DATA_FOLDER_LOCKED',
      message: expect.stringContaining('then remove that file'),
    });
  });
});

/** Leaves a file as a dead process might: by default one that had this process's number, in another boot. */
async function leave(name: string, holder: { token: string; pid?: number; started?: string }): Promise<void> {
  const defaults = { pid: process.pid, started: 'another boot/1', since: '2026-01-05T09:00:00.000Z' };
  const whole = join(base, `${name}.whole`);
  await writeFile(whole, JSON.stringify({ ...defaults, ...holder }));
  await rename(whole, join(folder, name));
}

/** What an opener says: that it has the folder open, or the error. */
type Said = { open: number } | { code: string; message: string };

/** Another process that opens the folder and keeps it open until it is killed; it runs the sources, as this test does. */
async function startOpener(): Promise<{ child: ChildProcess; said: Promise<Said>; kill(): Promise<void> }> {
  const loader = join(base, 'typescript-loader.mjs');
  await writeFile(loader, LOADER);
  const flags = ['--conditions=source', '--import', loader, '--input-type=module', '-e', OPENER, folder];
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  return {
    child,
    said: once(child.stdout, 'data').then(([line]) => JSON.parse(String(line))),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

const OPENER = `
  import { openDataFolder } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'data-folder.ts')).href)};
  const said = await openDataFolder(process.argv[1]).then(
    () => ({ open: process.pid }),
    ({ code, message }) => ({ code, message }),
  );
  console.log(JSON.stringify(said));
  if ('open' in said) process.stdin.resume();
`;

const SWC = pathToFileURL(resolve(import.meta.dirname, '../../../node_modules/@swc/core/index.js')).href;
const HOOKS = `
  import { readFile } from 'node:fs/promises';
  import swc from ${JSON.stringify(SWC)};
  export async function load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const jsc = { target: 'es2023', parser: { syntax: 'typescript' } };
    const { code } = await swc.transform(await readFile(new URL(url), 'utf8'), { jsc, module: { type: 'es6' } });
    return { format: 'module', source: code, shortCircuit: true };
  }
`;
const LOADER = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}));
`;
