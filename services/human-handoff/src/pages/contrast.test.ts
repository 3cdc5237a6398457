/** Contrast of the pages' colours: WCAG 2.2 §1.4.3, 4.5 for text. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const css = readFileSync(new URL('../../public/pages.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const onGround = ['ink', 'quiet', 'accent'].flatMap((text) =>
  ['ground', 'surface', 'sunken'].map((ground) => [text, ground]),
);
const onSoft = ['accent', 'amber', 'green', 'violet', 'red'].map((text) => [text, `${text}-soft`]);
const inkOnSoft = ['accent-soft', 'red-soft'].map((ground) => ['ink', ground]);
const pairs = [
  ...onGround,
  ...onSoft,
  ...inkOnSoft,
  ['on-accent', 'accent'],
  ['amber', 'surface'],
  ['quiet', 'accent-soft'],
];
const rows = [
  { theme: 'light', block: light },
  { theme: 'dark', block: dark },
].flatMap(({ theme, block }) => pairs.map(([text = '', ground = '']) => ({ theme, block, text, ground })));

describe('colours', () => {
  it.each(rows)('keep $text on $ground readable in the $theme theme', ({ block, text, ground }) => {
    const colourOf = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? 'missing';
    expect(contrast(colourOf(text), colourOf(ground))).toBeGreaterThanOrEqual(4.5);
  });
});
