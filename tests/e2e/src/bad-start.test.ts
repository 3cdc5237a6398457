/** A start that cannot be: a clear error that says what to do, the right exit code, nothing broken. */
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { compose } from './mail.ts';
import { startProduct } from './product.ts';
import { type Ended, type Env, runCommand } from './program.ts';
import { whereIs } from './texts.ts';

afterAll(cleanUp);

const JOURNEYS = fileURLToPath(new URL('../../../journeys', import.meta.url));
const EX_CONFIG = 78;
/** More than any disk has. */
const NO_ROOM = { FACTEUR_MIN_FREE_BYTES: String(10 ** 15) };

async function start(home: string, env: Env = {}): Promise<Ended> {
  const ports = { FACTEUR_HTTP_PORT: '0', FACTEUR_SMTP_PORT: '0', FACTEUR_METRICS_PORT: '0', FACTEUR_ENCODER: 'none' };
  return runCommand(['start', '--demo'], { home, env: { ...ports, ...env } });
}

function expectClear({ stdout, stderr }: Ended): void {
  expect(stdout).not.toContain('"ready"');
  expect(stderr).toContain('facteur: ');
  expect(stderr).not.toMatch(/\n\s+at \S/);
}

describe('A start', () => {
  it('with an error in a journey names file, line and column, and exits 78', async () => {
    const journeys = await temporaryFolder();
    await cp(JOURNEYS, journeys, { recursive: true });
    const file = join(journeys, 'suivi-commande', 'journey.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('call: boutique.order', 'call: boutique.ordre'));
    const line = 1 + text.slice(0, text.indexOf('call: boutique.order')).split('\n').length - 1;
    const ended = await start(await temporaryFolder(), { FACTEUR_JOURNEYS: journeys });
    expectClear(ended);
    expect(ended.code).toBe(EX_CONFIG);
    expect(ended.stderr).toMatch(new RegExp(`suivi-commande/journey\\.yaml:${line}:\\d+: .*boutique\\.ordre`));
  });

  it.each(['FACTEUR_HTTP_PORT', 'FACTEUR_SMTP_PORT', 'FACTEUR_METRICS_PORT'])(
    'on a port in use names it and the setting to change: %s',
    async (setting) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const ended = await start(await temporaryFolder(), { [setting]: String(port) });
      other.close();
      expectClear(ended);
      expect(ended.code).toBeGreaterThan(0);
      expect(ended.stderr).toContain(String(port));
      expect(ended.stderr).toContain(setting);
    },
  );

  it.each([
    { setting: 'FACTEUR_HTTP_PORT', value: 'abc' },
    { setting: 'FACTEUR_SMTP_URL', value: 'nowhere' },
    { setting: 'FACTEUR_ADMIN_TOKEN', value: 'short' },
  ])('with a bad $setting names it, and exits 78', async ({ setting, value }) => {
    const ended = await start(await temporaryFolder(), { [setting]: value });
    expectClear(ended);
    expect(ended.code).toBe(EX_CONFIG);
    expect(ended.stderr).toContain(setting);
  });

  it('with faults in facteur.yaml names each line, and exits 78', async () => {
    const file = join(await temporaryFolder(), 'facteur.yaml');
    await writeFile(file, 'log: loud\nmax-read-bytes: many\n');
    const ended = await start(await temporaryFolder(), { FACTEUR_CONFIG: file });
    expectClear(ended);
    expect(ended.code).toBe(EX_CONFIG);
    expect(ended.stderr).toContain(`${file}:1:6`);
    expect(ended.stderr).toContain(`${file}:2:17`);
  });

  it('with demo data that cannot be used names file and place, and exits 78', async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, 'orders.json'), '[{"number": 5}]');
    const ended = await start(await temporaryFolder(), { FACTEUR_DEMO_DATA: data });
    expectClear(ended);
    expect(ended.code).toBe(EX_CONFIG);
    expect(ended.stderr).toContain(`${join(data, 'orders.json')}, [0].number`);
  });

  it('on a data folder of a newer format is refused and leaves it as it is', async () => {
    const home = join(await temporaryFolder(), 'home');
    await mkdir(home);
    await writeFile(join(home, 'format.json'), '{"format":99}\n');
    const ended = await start(home);
    expectClear(ended);
    expect(ended.code).toBeGreaterThan(0);
    expect(ended.stderr).toMatch(/format 99/);
    expect(await readFile(join(home, 'format.json'), 'utf8')).toBe('{"format":99}\n');
  });

  it('on a data folder that another process has open is refused; the first goes on', async () => {
    const product = await startProduct({ home: await temporaryFolder() });
    const ended = await start(product.home);
    expectClear(ended);
    expect(ended.code).toBeGreaterThan(0);
    expect(ended.stderr).toContain(`process ${product.pid}`);
    expect((await product.get('/healthz')).status).toBe(200);
    expect((await product.status()).isBusy).toBe(false);
    expect(await product.stop()).toBe(0);
  });
});

describe('A full disk', () => {
  it('refuses mails for now (452, 507); what was refused is taken once there is room', async () => {
    const home = await temporaryFolder();
    const from = 'claire.martin@courriel.example';
    const mail = await compose({ from, subject: 'Bonjour', text: whereIs('CMD-2026-00123') });
    const full = await startProduct({ home, env: NO_ROOM });
    await expect(full.send(mail)).rejects.toMatchObject({ responseCode: 452 });
    const answer = await full.post<{ code: string }>('/api/v1/mail', mail);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 507, code: 'DISK_FULL' });
    expect(await full.cases()).toEqual([]);
    expect((await full.get('/healthz')).status).toBe(200);
    expect((await runCommand(['doctor'], { home })).stdout).toMatch(/FAIL +disk/);
    expect(await full.stop()).toBe(0);
    const product = await startProduct({ home });
    await product.send(mail);
    await product.idle();
    expect(await product.outboxTo(from)).toHaveLength(1);
    expect(await product.stop()).toBe(0);
  });
});
