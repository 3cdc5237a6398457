/** The arrows of a diagram, from the ways that the checker knows, with what makes a run take each. */
import { say } from '../bilingual.ts';
import { edgesOf } from '../check/graph.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { Step } from '../read/definition.ts';
import { type DiagramEdge, type DiagramEdgeKind, isAside } from './diagram.ts';
import { fieldsOf, giveUpDelays, type Words } from './node-of.ts';
import { allOf, codeIn, durationIn } from './words.ts';

interface Way {
  readonly kind: DiagramEdgeKind;
  readonly label?: string;
}

/** The arrows out of `step`; ways that lead from the same to the same are one arrow with several labels. */
export function arrowsOf(step: Step, words: Words): DiagramEdge[] {
  const ways = edgesOf(step).map(({ to, at }) => ({ to, ...wayOf(step, to, at.slice(step.at.length), words) }));
  const edges = ways.map(({ to, kind, label }): DiagramEdge => {
    return { from: step.name, to, kind, labels: label === undefined ? [] : [label] };
  });
  return mergeEdges(edges);
}

/** Edges of the same two boxes become one, unless one of them leaves the main way and the other does not. */
export function mergeEdges(edges: readonly DiagramEdge[]): DiagramEdge[] {
  const merged = new Map<string, DiagramEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, isAside(edge)]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? edge : { ...before, labels: [...before.labels, ...edge.labels] });
  }
  return [...merged.values()];
}

/** `path` says where below the step the author wrote this way. */
function wayOf(step: Step, to: string, path: YamlPath, words: Words): Way {
  const { language } = words;
  const last = String(path.at(-1) ?? 'go');
  if (path[0] === 'on') return { kind: 'error', label: codeIn(last, language) };
  if (last === 'late')
    return { kind: 'late', label: `${say('après', 'after')[language]} ${delayOf(step, words)}`.trim() };
  if (step.kind === 'decide') return { kind: 'rule', label: ruleOf(step, path, words) };
  if (step.kind === 'review') return { kind: 'option', label: last };
  if (step.kind === 'each') {
    const label =
      last === 'do' ? `${say('chaque', 'each')[language]} ${step.as}` : say('à la fin', 'at the end')[language];
    return { kind: 'next', label };
  }
  return to === step.around ? { kind: 'next', label: say('suivant', 'next one')[language] } : { kind: 'next' };
}

/** How long `step` waits before it goes on without an answer, in words. */
function delayOf(step: Step, words: Words): string {
  const { language } = words;
  if (step.kind === 'collect') return allOf(giveUpDelays(fieldsOf(step, words), words), language);
  if (step.kind === 'wait') return durationIn(step.atMostMs, language);
  return step.kind === 'review' && step.withinMs !== undefined ? durationIn(step.withinMs, language) : '';
}

/** The rule with its place among the rules: the first that holds is taken. */
function ruleOf({ rows }: Extract<Step, { kind: 'decide' }>, path: YamlPath, { language }: Words): string {
  const index = Number(path[1]);
  const when = rows[index]?.when;
  return when === undefined ? say('sinon', 'otherwise')[language] : `${index + 1}. ${when.source}`;
}
