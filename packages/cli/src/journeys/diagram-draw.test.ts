import { describe, expect, it } from '@jest/globals';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { drawJourney } from './diagram-draw.ts';

describe('drawing a journey', () => {
  it.each([
    { svg: false, lang: 'fr', beginning: 'flowchart TD\n' },
    { svg: true, lang: 'en', beginning: '<svg ' },
  ] as const)('draws a shipped one with svg: $svg', async ({ beginning, ...options }) => {
    const drawing = await drawJourney(SHIPPED_JOURNEYS, 'renvoi-colis', options);
    expect(drawing.startsWith(beginning)).toBe(true);
    expect(drawing).not.toContain('href');
  });

  it('links to the drawings beside the file that it goes to', async () => {
    const svg = await drawJourney(SHIPPED_JOURNEYS, 'renvoi-colis', {
      svg: true,
      lang: 'fr',
      out: '/tmp/x/renvoi.svg',
    });
    expect(svg).toContain('<a href="remboursement.svg">');
  });

  it('says which journeys there are when there is none of that name', async () => {
    const drawn = drawJourney(SHIPPED_JOURNEYS, 'renvoi', { svg: true, lang: 'fr' });
    await expect(drawn).rejects.toMatchObject({
      code: 'JOURNEY_MISSING',
      message: expect.stringContaining('renvoi-colis'),
    });
  });
});
