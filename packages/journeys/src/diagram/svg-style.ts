/** Colours of a diagram, for light and dark screens; class names begin with `fj-` so that a page may hold the drawing inline. */

const LIGHT = {
  page: '#ffffff',
  ink: '#1c2330',
  quiet: '#5b6472',
  line: '#7a8494',
  aside: '#b3541e',
  box: '#f5f7fa',
  border: '#9aa5b5',
  ask: '#fdf5dd',
  'ask-border': '#c9a227',
  human: '#fdeee6',
  'human-border': '#d07f4f',
  reply: '#e8f5ec',
  'reply-border': '#4f9d69',
  act: '#e9f0fb',
  'act-border': '#5b86c9',
  here: '#7c3aed',
} as const;

const DARK: Record<keyof typeof LIGHT, string> = {
  page: '#14181f',
  ink: '#e8ecf2',
  quiet: '#a3adbb',
  line: '#7e899a',
  aside: '#e59461',
  box: '#1f2530',
  border: '#56606f',
  ask: '#2f2a17',
  'ask-border': '#b3922e',
  human: '#33241c',
  'human-border': '#b8714a',
  reply: '#1a2c21',
  'reply-border': '#4f9d69',
  act: '#1b2638',
  'act-border': '#5b86c9',
  here: '#b794f6',
};

/** Which family of colours a kind of box has; others are plain. */
const FAMILIES: Readonly<Record<string, 'ask' | 'human' | 'reply' | 'act'>> = {
  call: 'act',
  close: 'reply',
  collect: 'ask',
  'give-up': 'human',
  handoff: 'human',
  reply: 'reply',
  review: 'human',
};

/** The class of a box of `kind`. */
export function classOf(kind: string): string {
  return `fj-${FAMILIES[kind] ?? 'box'}`;
}

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--fj-${name}:${colour}`)
    .join(';');
}

const families = (['ask', 'human', 'reply', 'act'] as const)
  .map((name) => `.fj-${name} .fj-shape{fill:var(--fj-${name});stroke:var(--fj-${name}-border)}`)
  .join('');

/** The style sheet. Helvetica and its kin are on every system, and their widths are what boxes are measured by. */
export const SVG_STYLE = [
  `.fj{${variables(LIGHT)};font-family:Helvetica,Arial,"Liberation Sans",sans-serif}`,
  `@media (prefers-color-scheme:dark){.fj{${variables(DARK)}}}`,
  '.fj-page{fill:var(--fj-page)}.fj text{fill:var(--fj-ink);text-anchor:middle}',
  '.fj .fj-t-caption{fill:var(--fj-quiet);letter-spacing:0}.fj .fj-t-title{font-weight:bold}.fj .fj-t-item{text-anchor:start}',
  '.fj .fj-t-label{fill:var(--fj-ink)}.fj .fj-label-aside text{fill:var(--fj-aside)}',
  '.fj-shape{fill:var(--fj-box);stroke:var(--fj-border);stroke-width:1.2}',
  families,
  '.fj-line{fill:none;stroke:var(--fj-line);stroke-width:1.3}.fj-head{fill:var(--fj-line)}',
  '.fj-line.fj-aside{stroke:var(--fj-aside);stroke-dasharray:5 4}.fj-head.fj-aside{fill:var(--fj-aside)}',
  '.fj-here .fj-shape{stroke:var(--fj-here);stroke-width:3}',
].join('\n');
