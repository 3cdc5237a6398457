/** infra/kubernetes: what Kustomize makes of it, each object strictly of its type, and what a cluster's operator counts on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReal } from '@facteur/real';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../clean-up.ts';
import { readDockerfile } from './dockerfile.ts';
import { type KubernetesObject, mayTalk, type Party, readKustomization, type Selector, selects } from './kubernetes.ts';
import { openCheck, ROOT } from './tools.ts';

afterAll(cleanUp);

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
}

interface DeploymentSpec {
  readonly replicas?: number;
  readonly selector: Selector;
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: { readonly containers: readonly Container[] };
  };
}

interface ServiceSpec {
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
}

interface ScalerSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly { readonly external?: { readonly metric: { readonly selector: Selector } } }[];
}

const SERVICES = await readdir(join(ROOT, 'services'));
const topics = await readFile(join(ROOT, 'packages/contracts/src/topics.ts'), 'utf8');
const image = readDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
const check = await openCheck();
const base = 'at' in check ? await readKustomization(check.at, 'infra/kubernetes/base') : [];
const demo = 'at' in check ? await readKustomization(check.at, 'infra/kubernetes/overlays/demo') : [];

function specOf<Spec>(kind: string, name: string, objects = base): Spec {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}`);
  return found.spec as Spec;
}

function of(kind: string, objects = base): readonly KubernetesObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** A pod of the service. */
function pod(service: string): Party {
  return { pod: specOf<DeploymentSpec>('Deployment', service).template.metadata.labels };
}

/** Any pod of a namespace with this role. */
function role(name: string): Party {
  return { namespace: { 'facteur/role': name }, pod: {} };
}

describeReal('the strict decoder', check, (tool) => {
  it.each([
    {
      name: 'a field that does not exist',
      folder: 'unknown-field',
      message: /strict decoding error: unknown field "spec.replica"/,
    },
    { name: 'a number where a text belongs', folder: 'wrong-type', message: /cannot unmarshal/ },
    { name: 'a kind that does not exist', folder: 'unknown-kind', message: /no kind "Deploiement" is registered/ },
  ])('refuses $name', async ({ folder, message }) => {
    const ended = await tool(['kubernetes', join('tests/e2e/src/infra/fixtures', folder)]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(message);
  });
});

describeReal('infra/kubernetes', check, () => {
  it('runs each of the five services, and nothing else', () => {
    expect(
      of('Deployment')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([...SERVICES].sort());
  });

  it('puts everything into its namespace', () => {
    const elsewhere = base.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'facteur');
    expect(elsewhere).toEqual([]);
    expect(demo.filter(({ metadata }) => metadata.namespace === 'facteur')).toEqual([]);
  });

  it.each(SERVICES)('%s runs alone in its pod, without rights, on a file system that it cannot write to', (name) => {
    const { template } = specOf<DeploymentSpec>('Deployment', name);
    const [user, group] = image.user.split(':').map(Number);
    expect(template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: group,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          args: ['start', '--services', name],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    });
    const mounts = template.spec.containers[0]?.volumeMounts.map(({ mountPath }) => mountPath);
    expect(mounts).toContain(image.env.FACTEUR_HOME);
  });

  it.each(SERVICES)('%s is asked how it is on the port for it, has limits, spreads, and has time to stop', (name) => {
    const { template } = specOf<DeploymentSpec>('Deployment', name);
    const probe = (path: string) => ({ httpGet: { path, port: 'metrics' } });
    expect(template.spec).toMatchObject({
      terminationGracePeriodSeconds: 60,
      topologySpreadConstraints: [
        { topologyKey: 'kubernetes.io/hostname' },
        { topologyKey: 'topology.kubernetes.io/zone' },
      ],
      containers: [
        { startupProbe: probe('/healthz'), livenessProbe: probe('/healthz'), readinessProbe: probe('/readyz') },
      ],
    });
    const [container] = template.spec.containers;
    expect(container?.ports).toContainEqual({ name: 'metrics', containerPort: 9464 });
    expect(Object.keys(container?.resources.requests ?? {}).sort()).toEqual(['cpu', 'memory']);
    expect(container?.resources.limits).toHaveProperty('memory');
  });

  it.each(SERVICES)('%s has a Service, a disruption budget and its selectors lead to its pods alone', (name) => {
    const { selector, template } = specOf<DeploymentSpec>('Deployment', name);
    const service = specOf<ServiceSpec>('Service', name);
    const budget = specOf<{ selector: Selector; maxUnavailable: number }>('PodDisruptionBudget', name);
    for (const chosen of [selector, { matchLabels: service.selector }, budget.selector]) {
      const found = SERVICES.filter((other) => selects(chosen, pod(other).pod ?? {}));
      expect(found).toEqual([name]);
    }
    expect(budget.maxUnavailable).toBe(1);
    const ports = template.spec.containers[0]?.ports?.map((port) => port.name);
    expect(ports).toEqual(expect.arrayContaining(service.ports.map(({ targetPort }) => targetPort)));
  });

  it.each(SERVICES)('%s grows with the lag of its own groups, at most to the number of partitions', (name) => {
    const { metrics, minReplicas, maxReplicas } = specOf<ScalerSpec>('HorizontalPodAutoscaler', name);
    const groups = metrics.flatMap(({ external }) => external?.metric.selector.matchLabels?.group ?? []);
    const own = [...topics.matchAll(/^ {2}'([\w-]+)',$/gm)]
      .map(([, group]) => group)
      .filter((group) => group?.startsWith(name));
    expect(groups.sort()).toEqual([...new Set(own)].sort());
    expect(minReplicas).toBe(2);
    expect(String(maxReplicas)).toBe(/partitions: (\d+)/.exec(topics)?.[1]);
    expect(specOf<DeploymentSpec>('Deployment', name)).not.toHaveProperty('replicas');
  });

  it('sets no variable that the product does not know', async () => {
    const known = new Set((await readFile(join(ROOT, '.env.example'), 'utf8')).match(/FACTEUR_\w+/g));
    const settings = [...base, ...demo].filter(({ metadata }) => /^(?:settings|secrets)-\w+$/.test(metadata.name));
    const set = settings.flatMap(({ data = {} }) => Object.keys(data));
    expect(set).toEqual(
      expect.arrayContaining(['FACTEUR_KAFKA_BROKERS', 'FACTEUR_MONGODB_URI', 'FACTEUR_ADMIN_TOKEN']),
    );
    expect(set.filter((name) => name.startsWith('FACTEUR_') && !known.has(name))).toEqual([]);
  });
});

describeReal('the demo overlay', check, () => {
  it('runs one of each with the demo company, and never sends a mail', () => {
    for (const name of SERVICES) {
      const { replicas, template } = specOf<DeploymentSpec>('Deployment', name, demo);
      expect(replicas).toBe(1);
      expect(template.spec.containers[0]?.args).toEqual(['start', '--services', name, '--demo']);
    }
    expect(of('HorizontalPodAutoscaler', demo)).toEqual([]);
    expect(of('Secret', demo).map(({ data = {} }) => Object.keys(data))).toEqual([
      expect.not.arrayContaining(['FACTEUR_SMTP_URL']),
    ]);
  });

  it('has the back office in the pod of the one service that calls it, of the same image', () => {
    const { containers } = specOf<DeploymentSpec>('Deployment', 'journey-orchestrator', demo).template.spec;
    expect(containers.map(({ name, args }) => [name, args[0]])).toEqual([
      ['facteur', 'start'],
      ['back-office', 'demo'],
    ]);
    expect(new Set(containers.map(({ image: name }) => name)).size).toBe(1);
    expect(of('ConfigMap', demo).map(({ data }) => data?.FACTEUR_DEMO_URL)).toContain('http://127.0.0.1:8090');
  });
});

describeReal('the network policies', check, () => {
  const OUTSIDE: Party = {};
  const DNS: Party = { namespace: { 'kubernetes.io/metadata.name': 'kube-system' }, pod: { 'k8s-app': 'kube-dns' } };

  it.each(SERVICES)('let %s ask for names, and reach Kafka and MongoDB', (name) => {
    expect(mayTalk(base, pod(name), DNS, 53)).toBe(true);
    expect(mayTalk(base, pod(name), role('data'), 9092)).toBe(true);
    expect(mayTalk(base, pod(name), role('data'), 27_017)).toBe(true);
    expect(mayTalk(base, pod(name), role('data'), 22)).toBe(false);
  });

  it.each(SERVICES)('let Prometheus, and nobody else, read the metrics of %s', (name) => {
    expect(mayTalk(base, role('monitoring'), pod(name), 'metrics')).toBe(true);
    expect(mayTalk(base, role('ingress'), pod(name), 'metrics')).toBe(false);
    expect(mayTalk(base, pod('ingest'), pod(name), 'metrics')).toBe(false);
  });

  const onlyThese = [
    { who: 'people by the ingress', from: role('ingress'), port: 'http', reached: ['human-handoff', 'ingest'] },
    { who: 'the mail relay', from: role('mail-relay'), port: 'smtp', reached: ['ingest'] },
    { who: 'human-handoff, for what others serve,', from: () => pod('human-handoff'), port: 'http', reached: SERVICES },
    { who: 'a service that serves no pages', from: () => pod('reply-composer'), port: 'http', reached: [] },
    { who: 'a stranger', from: role('stranger'), port: 'http', reached: [] },
    { who: 'the world', from: OUTSIDE, port: 'http', reached: [] },
  ];
  it.each(onlyThese)('let $who reach $reached', ({ from, port, reached }) => {
    const party = typeof from === 'function' ? from() : from;
    expect(SERVICES.filter((name) => mayTalk(base, party, pod(name), port)).sort()).toEqual([...reached].sort());
  });

  it.each([
    { what: 'the company’s systems', to: role('connectors'), port: 443, by: ['journey-orchestrator'] },
    { what: 'an SMTP server outside', to: OUTSIDE, port: 587, by: ['reply-composer'] },
    { what: 'the web', to: OUTSIDE, port: 443, by: [] },
  ])('let $what be reached by $by alone', ({ to, port, by }) => {
    expect(SERVICES.filter((name) => mayTalk(base, pod(name), to, port))).toEqual(by);
  });
});

describe('selectors', () => {
  it.each([
    { name: 'an empty one chooses all', selector: {}, isChosen: true },
    { name: 'all labels must match', selector: { matchLabels: { a: '1', b: '2' } }, isChosen: false },
    {
      name: 'one of several values does',
      selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['0', '1'] }] },
      isChosen: true,
    },
  ])('$name', ({ selector, isChosen }) => {
    expect(selects(selector, { a: '1' })).toBe(isChosen);
  });
});
