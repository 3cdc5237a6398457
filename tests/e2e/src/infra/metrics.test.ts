/** Alerts, dashboard and autoscalers ask for metrics that the product really exports. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from '../clean-up.ts';
import { startProduct } from '../product.ts';
import { ROOT } from './tools.ts';

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const rules = await read('infra/prometheus/rules.yml');
const dashboard = JSON.parse(await read('infra/grafana/dashboards/facteur.json')) as { panels: readonly Panel[] };
const scaled = await Promise.all(
  (await readdir(join(ROOT, 'infra/kubernetes/base'))).map((name) => read(join('infra/kubernetes/base', name))),
);
const adapter = await read('infra/kubernetes/prometheus-adapter.yaml');
const METRIC = /\b(?:facteur|process|nodejs)_[a-z0-9_]+/g;
const recorded = [...rules.matchAll(/record: (\S+)/g)].map(([, name]) => name);

const READ_BY_IMAP = `mailboxes:
  - address: sav@boutique.example
    name: La Boutique Claire
    imap: { host: 127.0.0.1, port: 9, tls: none, user: sav, password: env:SAV_PASSWORD }
`;

let exported: ReadonlySet<string>;
beforeAll(async () => {
  // All five services in one process export what five processes do; of a mailbox that is read, although nobody answers there.
  const config = join(await temporaryFolder(), 'facteur.yaml');
  await writeFile(config, READ_BY_IMAP);
  const product = await startProduct({
    home: await temporaryFolder(),
    env: { FACTEUR_CONFIG: config, SAV_PASSWORD: 'x' },
  });
  exported = namesIn(await product.metricsText());
  await product.stop();
}, 90_000);
afterAll(cleanUp);

describe('the product exports what is asked for', () => {
  it.each([
    { name: 'the alerts', text: rules },
    {
      name: 'the dashboard',
      text: dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n'),
    },
    { name: 'the autoscalers', text: (scaled.join('\n').match(/name: facteur_\w+/g) ?? []).join('\n') },
    { name: 'the autoscalers’ adapter', text: adapter },
  ])('by $name', ({ text }) => {
    const asked = [...new Set(text.match(METRIC))];
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('and the alerts look at every failure that it counts', () => {
    const failures = [...exported].filter((name) => /dead_letters|retries|parked|effects_total|lag_events/.test(name));
    expect(failures.length).toBeGreaterThanOrEqual(5);
    expect(failures.filter((name) => !rules.includes(name))).toEqual([]);
  });
});

describe('the dashboard', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  it.each(panels.map((panel) => [panel.title, panel] as const))(
    'explains « %s » and asks for something',
    (_, panel) => {
      expect(panel.description).toMatch(/\.$/);
      expect(panel.targets?.every(({ expr }) => expr !== '')).toBe(true);
    },
  );

  it('has no panel upon another', () => {
    const overlapping = dashboard.panels.flatMap((one, index) =>
      dashboard.panels
        .slice(index + 1)
        .filter((other) => overlap(one, other))
        .map((other) => [one.title, other.title]),
    );
    expect(overlapping).toEqual([]);
  });

  it('uses only recording rules that exist', () => {
    const used = JSON.stringify(dashboard).match(/facteur:\w+:\w+/g) ?? [];
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !recorded.includes(name))).toEqual([]);
  });
});

function overlap({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Names of series: a histogram has three for each. */
function namesIn(metrics: string): ReadonlySet<string> {
  const declared = [...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    declared.flatMap(([, name = '', type]) =>
      type === 'histogram' || type === 'summary' ? ['', '_bucket', '_sum', '_count'].map((end) => name + end) : name,
    ),
  );
}

function read(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8');
}
