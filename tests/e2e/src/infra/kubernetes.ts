/** The objects of a kustomization, and who may talk to whom by its network policies. */
import type { Tool } from './tools.ts';

/** Any object; `spec` is read by those who know its kind. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

type Labels = Readonly<Record<string, string>>;

/** How pods and namespaces are chosen. */
export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string }[];
}

interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** One who talks or is talked to: a pod here, a pod of another namespace, or an address outside (no labels at all). */
export interface Party {
  readonly pod?: Labels;
  /** Absent: the namespace of the policies. */
  readonly namespace?: Labels;
}

/** @throws Error with what Kustomize or the strict decoder says against it */
export async function readKustomization(check: Tool, folder: string): Promise<readonly KubernetesObject[]> {
  const { code, stdout, stderr } = await check(['kubernetes', folder]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as KubernetesObject[];
}

/** Whether some policy of `objects` lets `from` open a connection to `port` of `to`: for pods here, as sender and as receiver. */
export function mayTalk(objects: readonly KubernetesObject[], from: Party, to: Party, port: number | string): boolean {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as PolicySpec);
  const sends = isHere(from)
    ? rulesFor(policies, 'Egress', from).some((rule) => allows(rule.to, to) && hasPort(rule, port))
    : true;
  const receives = isHere(to)
    ? rulesFor(policies, 'Ingress', to).some((rule) => allows(rule.from, from) && hasPort(rule, port))
    : true;
  return sends && receives;
}

function isHere({ pod, namespace }: Party): boolean {
  return pod !== undefined && namespace === undefined;
}

function rulesFor(policies: readonly PolicySpec[], type: 'Ingress' | 'Egress', { pod = {} }: Party): readonly Rule[] {
  const about = policies.filter(
    ({ podSelector, policyTypes }) => policyTypes.includes(type) && selects(podSelector, pod),
  );
  if (about.length === 0)
    throw new Error(`No policy is about the ${type} of ${JSON.stringify(pod)}: everything is allowed`);
  return about.flatMap(({ ingress = [], egress = [] }) => (type === 'Ingress' ? ingress : egress));
}

function allows(peers: readonly Peer[] | undefined, { pod, namespace }: Party): boolean {
  return (peers ?? []).some(({ podSelector, namespaceSelector, ipBlock }) => {
    if (pod === undefined && namespace === undefined) return ipBlock !== undefined;
    if (ipBlock !== undefined || (namespaceSelector === undefined) !== (namespace === undefined)) return false;
    return selects(namespaceSelector ?? {}, namespace ?? {}) && selects(podSelector ?? {}, pod ?? {});
  });
}

function hasPort({ ports }: Rule, port: number | string): boolean {
  return ports === undefined || ports.some((each) => each.port === port);
}

/** Whether pods with these labels are chosen; an empty selector chooses all. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => operator === 'In' && values.includes(labels[key] ?? ''))
  );
}
