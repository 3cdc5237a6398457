import { describe, expect, it } from '@jest/globals';
import { splitMail } from './new-text.ts';

const LONG = 1_000_000;
/** So many times shorter is the text that the long one is compared with: what grows with the square would take its square. */
const SHORTER = 8;
/** Shorter times than that are not told apart: a collection of garbage may take as much. */
const LEAST_MS = 30;

/** Processor time, which other work on the machine does not lengthen; the best of two. */
function bestMs(work: () => void): number {
  const times = [1, 2].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(LEAST_MS, Math.min(...times));
}

/** How many times longer `work` takes for a million characters of `unit` than for an eighth of them. */
function growth(unit: string, work: (text: string) => void): number {
  const times = [LONG / SHORTER, LONG].map((length) =>
    bestMs(() => work(unit.repeat(Math.ceil(length / unit.length)))),
  );
  return (times[1] ?? 0) / (times[0] ?? 1);
}

describe('a million characters take a time that grows with their number', () => {
  it.each(
    [
      '\n',
      'On ',
      'On \n',
      '>',
      '>\n',
      '> a\nb\n',
      'Le 1:\n',
      'a <',
      '<a@b> :\n',
      'De : a@b\n',
      '-- \n',
      '--',
      '_',
      'Envoyé de mon ',
      ' \u00a0',
      'Le 3 mai 2026 à 10:00\n',
      '-----original message-----\n',
      '> -----Message\n',
      'Cordialement,\n',
      'On 3 May 2024 10:00, x <\n',
      'ce message confiden ',
    ].map((unit) => ({ unit })),
  )('text of $unit', ({ unit }) => {
    expect(growth(unit, (text) => splitMail({ text }))).toBeLessThan(3 * SHORTER);
  });

  it.each(['> a \n', 'a \n', '>'].map((unit) => ({ unit })))('flowed text of $unit', ({ unit }) => {
    expect(growth(unit, (text) => splitMail({ text, isFlowed: true }))).toBeLessThan(3 * SHORTER);
  });

  it.each(
    [
      '<',
      '<a ',
      '<style>',
      '<head>',
      '<!--',
      '<b>x',
      '&',
      '<blockquote>a',
      '<blockquote type=cite>a',
      '<td>\u200b<div>',
      '<li>',
      '<ul>',
      '<br>',
      '</p>',
      '<a href="https://x.example">a',
      `<a b='x>"`,
      '<div class="gmail_signature">',
      '<div style="display:none">a',
    ].map((unit) => ({ unit })),
  )('HTML of $unit', ({ unit }) => {
    expect(growth(unit, (html) => splitMail({ text: '', html }))).toBeLessThan(3 * SHORTER);
  });
});
