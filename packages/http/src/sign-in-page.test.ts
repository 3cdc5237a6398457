/** The pages of those who are not in: valid for readers of screens, safe whatever is put into them. */
import { describe, expect, it } from '@jest/globals';
import { invitationPage, notAllowedPage, signInPage } from './sign-in-page.ts';
import { SIGN_IN_STYLE } from './sign-in-style.ts';
import { PAGE_WORDS } from './sign-in-words.ts';

const HOSTILE = '"><script>alert(1)</script>&\'';

const PAGES = (['fr', 'en'] as const).flatMap((language) => [
  {
    name: `sign-in ${language}`,
    language,
    html: signInPage(language, { to: HOSTILE, email: HOSTILE, problem: 'wrong' }),
  },
  {
    name: `invitation ${language}`,
    language,
    html: invitationPage(language, { token: HOSTILE, name: HOSTILE, problem: 'too-short' }),
  },
  { name: `used invitation ${language}`, language, html: invitationPage(language, {}) },
  { name: `not allowed ${language}`, language, html: notAllowedPage(language, HOSTILE) },
]);

describe('a page for those who are not in', () => {
  it.each(PAGES)('takes nothing for HTML that was typed: $name', ({ html }) => {
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=/);
  });

  it.each(PAGES)(
    'is named, in its language, with a label for each field and hints that exist: $name',
    ({ html, language }) => {
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      const visible = [...html.matchAll(/<input id="([\w-]+)"/g)].map(([, id]) => id);
      expect(visible.every((id) => html.includes(`<label for="${id}">`))).toBe(true);
      const described = [...html.matchAll(/aria-describedby="([^"]+)"/g)].flatMap(([, ids = '']) => ids.split(' '));
      expect(described.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
    },
  );

  it('says what was wrong where a reader of screens says it at once', () => {
    expect(signInPage('fr', { problem: 'wrong' })).toMatch(/<p class="problem" id="problem" role="alert">L’adresse/);
    expect(signInPage('fr')).not.toContain('role="alert"');
  });

  it('keeps French typography: no plain space before ? ! ; : and «', () => {
    const words = Object.values(PAGE_WORDS.fr).flatMap((said) => (typeof said === 'function' ? said('x') : said));
    expect(words.filter((text) => / [?!;:»]|« |[a-z]'[a-z]/i.test(text))).toEqual([]);
  });

  it.each([
    { scheme: 'light', at: 0 },
    { scheme: 'dark', at: 1 },
  ])('can be read: contrast of at least 4.5 in the $scheme scheme', ({ at }) => {
    const colours = (SIGN_IN_STYLE.split('@media')[at] ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{6})/g);
    const colour = Object.fromEntries([...colours].map(([, name = '', value = '']) => [name, value]));
    const pairs = [
      ['ink', 'surface'],
      ['quiet', 'surface'],
      ['on-accent', 'accent'],
      ['accent', 'surface'],
      ['red', 'red-soft'],
    ];
    const ratios = pairs.map(([text = '', ground = '']) => contrast(colour[text] ?? '', colour[ground] ?? ''));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });
});

/** WCAG 2.2, 1.4.3. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
