/** What a drawing of a journey shows: boxes and arrows, in the author's words. Where they stand is the layout's matter. */

/** How an edge is taken: by going on, a rule, an advisor's choice; or off the main way by an error or a deadline. */
export type DiagramEdgeKind = 'next' | 'rule' | 'option' | 'error' | 'late';

/** A box. */
export interface DiagramNode {
  /** Name of the step; `collect` and `collect:review` as in a run's states; `journey:begin` for the customer's mail. */
  readonly id: string;
  /** Kind of the step as authors write it (`call`, `decide`…), or `begin`, `collect`, `give-up`. */
  readonly kind: string;
  readonly shape: 'box' | 'diamond' | 'round' | 'link';
  /** What the box is, in one or two words of the diagram's language. */
  readonly caption: string;
  /** The author's name for it. */
  readonly title: string;
  readonly lines: readonly string[];
  /** The other journey in which this one goes on. */
  readonly journey?: string;
}

/** An arrow. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: DiagramEdgeKind;
  /** One for each rule, choice or error that leads this way; empty when the step just goes on. */
  readonly labels: readonly string[];
}

/** A journey as boxes and arrows. */
export interface Diagram {
  readonly title: string;
  readonly language: 'fr' | 'en';
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

/** True for edges off the main way, which are drawn dashed. */
export function isAside({ kind }: DiagramEdge): boolean {
  return kind === 'error' || kind === 'late';
}
