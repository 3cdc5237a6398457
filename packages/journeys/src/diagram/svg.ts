/** A diagram as SVG: one file, no script, no font to load; light or dark as the reader's screen. */
import { say } from '../bilingual.ts';
import type { Diagram, DiagramNode } from './diagram.ts';
import type { Line, PlacedBox, PlacedLabel, PlacedText, Rectangle } from './layout/layout.ts';
import { layoutOf } from './layout/layout-of.ts';
import { BOX_PADDING, TEXT_STYLES } from './layout/measure.ts';
import { classOf, SVG_STYLE } from './svg-style.ts';

/** What may be added to a drawing. */
export interface DrawingOptions {
  /** Id of the node to point out: where a run stands. */
  readonly at?: string;
  /** Address of another journey's drawing; undefined: no link. Default: no links. */
  hrefOf?(journey: string): string | undefined;
}

/** The drawing, with a title and a description for those who cannot see it. */
export function svgOf(diagram: Diagram, options: DrawingOptions = {}): string {
  const { width, height, boxes, labels, lines } = layoutOf(diagram);
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="fj" role="img" lang="${diagram.language}" ${size}>`,
    `<title>${escaped(diagram.title)}</title>`,
    `<desc>${escaped(descriptionOf(diagram))}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    `<rect class="fj-page" width="${width}" height="${height}"/>`,
    ...lines.map(lineSvg),
    ...labels.map(labelSvg),
    ...boxes.map((box) => boxSvg(box, options)),
    '</svg>\n',
  ].join('\n');
}

/** Text for XML; characters that XML cannot hold are left out. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return allowed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The whole diagram in sentences. */
function descriptionOf({ nodes, edges, language }: Diagram): string {
  const after = (id: string) =>
    edges
      .filter(({ from }) => from === id)
      .map(({ to, labels }) => `${labels.join(', ')} → ${to}`.trim())
      .join(' ; ');
  const sentences = nodes.map(({ id, caption, title, lines }) => {
    const what = [`${title} (${caption})`, ...lines].join(', ');
    return after(id) === '' ? `${what}.` : `${what} : ${after(id)}.`;
  });
  return [say('Étapes du parcours.', 'Steps of the journey.')[language], ...sentences].join('\n');
}

function lineSvg({ fromX, fromY, bendY, unbendY, toX, toY, aside, head }: Line): string {
  const middle = rounded((bendY + unbendY) / 2);
  const curve =
    fromX === toX
      ? `V${rounded(toY)}`
      : `V${rounded(bendY)}C${rounded(fromX)} ${middle} ${rounded(toX)} ${middle} ${rounded(toX)} ${rounded(unbendY)}V${rounded(toY)}`;
  const style = aside ? ' fj-aside' : '';
  const line = `<path class="fj-line${style}" d="M${rounded(fromX)} ${rounded(fromY)}${curve}"/>`;
  if (head === undefined) return line;
  return line + (head === 'lower' ? headSvg(toX, toY, -7, style) : headSvg(fromX, fromY, 7, style));
}

/** A triangle whose point is at `(x, y)` and whose base lies `dy` away. */
function headSvg(x: number, y: number, dy: number, style: string): string {
  const base = rounded(y + dy);
  return `<path class="fj-head${style}" d="M${rounded(x)} ${rounded(y)}L${rounded(x - 4)} ${base}H${rounded(x + 4)}Z"/>`;
}

function labelSvg(label: PlacedLabel): string {
  return `<g class="${label.aside ? 'fj-label-aside' : 'fj-label'}">${textSvg(label)}</g>`;
}

function boxSvg(box: PlacedBox, { at, hrefOf }: DrawingOptions): string {
  const { node } = box;
  const here = node.id === at ? ' fj-here' : '';
  const current = node.id === at ? ' aria-current="step"' : '';
  const group = `<g class="${classOf(node.kind)}${here}" data-node="${escaped(node.id)}"${current}>${shapeSvg(box, node.shape)}${textSvg(box)}</g>`;
  const href = node.journey === undefined ? undefined : hrefOf?.(node.journey);
  return href === undefined ? group : `<a href="${escaped(href)}">${group}</a>`;
}

function shapeSvg({ x, y, width, height }: Rectangle, shape: DiagramNode['shape']): string {
  if (shape === 'diamond') {
    const points = [
      [x + width / 2, y],
      [x + width, y + height / 2],
      [x + width / 2, y + height],
      [x, y + height / 2],
    ];
    return `<polygon class="fj-shape" points="${points.map((point) => point.map(rounded).join(',')).join(' ')}"/>`;
  }
  const radius = shape === 'round' ? Math.min(22, height / 2) : 5;
  const rect = rectSvg({ x, y, width, height }, radius);
  return shape === 'link' ? rect + rectSvg({ x: x + 4, y, width: width - 8, height }, 0) : rect;
}

function rectSvg({ x, y, width, height }: Rectangle, radius: number): string {
  return `<rect class="fj-shape" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" rx="${rounded(radius)}"/>`;
}

/** Lines of text in their rectangle, centred but for items of a list. */
function textSvg({ x, y, width, height, lines }: PlacedText): string {
  const middle = rounded(x + width / 2);
  const left = rounded(x + BOX_PADDING.x);
  const total = lines.reduce((sum, { style }) => sum + TEXT_STYLES[style].linePx, 0);
  let top = y + (height - total) / 2;
  return lines
    .map(({ text, style }) => {
      const { fontPx, linePx } = TEXT_STYLES[style];
      const baseline = rounded(top + linePx / 2 + fontPx * 0.35);
      top += linePx;
      return `<text class="fj-t-${style}" font-size="${fontPx}" x="${style === 'item' ? left : middle}" y="${baseline}">${escaped(text)}</text>`;
    })
    .join('');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
