/** docker-compose.yml: what its own loader accepts, and what every container in it must be. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReal } from '@facteur/real';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../clean-up.ts';
import { type ComposeService, REQUIRED, readCompose, tryCompose } from './compose.ts';
import { readDockerfile } from './dockerfile.ts';
import { openCheck, ROOT } from './tools.ts';

afterAll(cleanUp);

const SERVICES = await readdir(join(ROOT, 'services'));
const image = readDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
const check = await openCheck();
const project = 'at' in check ? await readCompose(check.at) : { services: {} };
const all = Object.entries(project.services);
const own = all.filter(([, { image: name }]) => name.startsWith('facteur:'));

describe('the Dockerfile', () => {
  it('starts the product by Node itself, so that signals reach it', () => {
    expect(image.entrypoint).toEqual(['node', '--max-semi-space-size=64', 'packages/cli/bin/facteur.cjs']);
    expect(image.cmd).toEqual(['start']);
    expect(image.stopSignal).toBe('SIGTERM');
  });

  it('runs as a number that is not root, on a slim image of a Node that the product supports', async () => {
    const { engines } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const least = Number(/\d+/.exec(engines.node)?.[0]);
    const [, major] = /^node:(\d+)-\w+-slim$/.exec(image.from) ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(least);
  });

  it('makes what the image holds by the script that the tests use', () => {
    expect(image.built).toContain('node tools/image.mjs /image');
  });
});

describeReal('docker-compose.yml', check, (tool) => {
  it('has the five services, the demo’s back office, Kafka, MongoDB, Prometheus and Grafana', () => {
    const others = ['demo', 'grafana', 'kafka', 'mongodb', 'prometheus'];
    expect(all.map(([name]) => name).sort()).toEqual([...SERVICES, ...others].sort());
  });

  it.each(Object.keys(REQUIRED))('is refused without %s', async (name) => {
    const ended = await tryCompose(tool, { ...REQUIRED, [name]: '' });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`${name} is missing a value`);
  });

  it('is refused with a key that Compose does not know', async () => {
    const ended = await tool(['compose', 'tests/e2e/src/infra/fixtures/unknown-key.compose.yml']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('read_onyl');
  });

  it.each(all)(
    '%s can do nothing that it need not, comes back, says whether it lives, and has limits',
    (_, service) => {
      expect(service).toMatchObject({
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      });
      expect(service.healthcheck?.test[0]).toBe('CMD');
      const { memory, cpus } = service.deploy?.resources?.limits ?? {};
      expect(Number(memory)).toBeGreaterThan(0);
      expect(cpus).toBeGreaterThan(0);
    },
  );

  it.each(all)('%s is published on the loopback only', (_, { ports = [], network_mode: mode }) => {
    expect(ports.map(({ host_ip: host }) => host)).toEqual(ports.map(() => '127.0.0.1'));
    expect(mode).not.toBe('host');
  });

  it.each(all)('%s is pinned to a version', (_, { image: name }) => {
    expect(name).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  it.each(own)('%s writes nowhere but in its data folder, as the image’s user', (_, service) => {
    expect(service.read_only).toBe(true);
    expect(service.user).toBe(image.user);
    expect(writableFolders(service)).toEqual([image.env.FACTEUR_HOME, '/tmp']);
  });

  it.each(SERVICES)('%s is started alone, once Kafka and MongoDB answer, and is asked what the image asks', (name) => {
    const service = project.services[name];
    expect(service?.command).toEqual(['start', '--services', name]);
    const healthy = expect.objectContaining({ condition: 'service_healthy' });
    expect(service?.depends_on).toEqual({ kafka: healthy, mongodb: healthy });
    expect(service?.healthcheck?.test).toEqual(['CMD', ...image.healthcheck]);
  });

  it.each(SERVICES)('%s has a way to each other', (name) => {
    const peers = project.services[name]?.environment?.FACTEUR_PEERS?.split(',');
    expect(peers?.sort()).toEqual(SERVICES.map((peer) => `${peer}=http://${peer}:8080`).sort());
  });

  it('sets no variable that the product does not know', async () => {
    const known = new Set((await readFile(join(ROOT, '.env.example'), 'utf8')).match(/FACTEUR_\w+/g));
    const set = own.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(set.length).toBeGreaterThan(0);
    expect(
      [...set, ...Object.keys(image.env)].filter((name) => name.startsWith('FACTEUR_') && !known.has(name)),
    ).toEqual([]);
  });

  it('keeps the keys apart from the data', () => {
    const { FACTEUR_MONGODB_URI: data, FACTEUR_KEYS_MONGODB_URI: keys } = project.services.ingest?.environment ?? {};
    expect(new URL(data ?? '').pathname).toBe('/facteur');
    expect(new URL(keys ?? '').pathname).toBe('/facteur-keys');
  });

  it('gives --demo to every service when asked', async () => {
    const { services } = await readCompose(tool, { FACTEUR_OPTIONS: '--demo' });
    expect(SERVICES.map((name) => services[name]?.command?.at(-1))).toEqual(SERVICES.map(() => '--demo'));
  });
});

function writableFolders({ tmpfs = [], volumes = [] }: ComposeService): string[] {
  const inMemory = tmpfs.map((mount) => mount.split(':')[0] ?? '');
  return [...inMemory, ...volumes.filter(({ type }) => type === 'volume').map(({ target }) => target)].sort();
}
