/** A diagram as Mermaid text, which Markdown viewers draw. */
import { type Diagram, type DiagramEdge, type DiagramNode, isAside } from './diagram.ts';
import type { DrawingOptions } from './svg.ts';

/** A Mermaid flowchart. Node ids are `n0`, `n1`… in the diagram's order: names of authors may be words of Mermaid. */
export function mermaidOf({ title, nodes, edges }: Diagram, { at, hrefOf }: DrawingOptions = {}): string {
  const idOf = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const ends = ({ from, to }: DiagramEdge) => [idOf.get(from), idOf.get(to)] as const;
  const arrows = edges.flatMap((edge) => {
    const [from, to] = ends(edge);
    return from === undefined || to === undefined ? [] : [`  ${from} ${arrowOf(edge)} ${to}`];
  });
  const links = nodes.flatMap(({ id, journey }) => {
    const href = journey === undefined ? undefined : hrefOf?.(journey);
    return href === undefined ? [] : [`  click ${idOf.get(id)} href "${encodeURI(href)}"`];
  });
  const here = at === undefined ? undefined : idOf.get(at);
  return [
    'flowchart TD',
    `  accTitle: ${title.replace(/\s+/g, ' ')}`,
    ...nodes.map((node) => `  ${idOf.get(node.id)}${shapeOf(node)}`),
    ...arrows,
    ...links,
    ...(here === undefined ? [] : [`  style ${here} stroke:#7c3aed,stroke-width:3px`]),
    '',
  ].join('\n');
}

const BRACKETS = {
  box: ['[', ']'],
  diamond: ['{', '}'],
  round: ['([', '])'],
  link: ['[[', ']]'],
} as const;

function shapeOf({ shape, caption, title, lines }: DiagramNode): string {
  const [open, close] = BRACKETS[shape];
  const text = [`<i>${escaped(caption)}</i>`, `<b>${escaped(title)}</b>`, ...lines.map(escaped)].join('<br>');
  return `${open}"${text}"${close}`;
}

function arrowOf(edge: DiagramEdge): string {
  const line = isAside(edge) ? '-.->' : '-->';
  return edge.labels.length === 0 ? line : `${line}|"${edge.labels.map(escaped).join('<br>')}"|`;
}

/** Letters, digits and harmless signs stay; anything that Mermaid, Markdown or HTML might read becomes a code. */
function escaped(text: string): string {
  return text
    .replace(/["#<>&`|\\{}[\]();*_~]/g, (character) => `#${character.codePointAt(0)};`)
    .replace(/[ \t\r\n]+/g, ' ');
}
