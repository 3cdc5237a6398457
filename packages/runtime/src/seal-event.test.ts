import { createSecretKey, randomBytes } from 'node:crypto';
import { defineEvent, type Event, personal } from '@facteur/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { sealEvent, unsealData } from './seal-event.ts';

const key = createSecretKey(randomBytes(32));
const schema = z.object({
  plain: z.string(),
  name: personal(z.string()).optional(),
  people: z.array(z.object({ id: z.string(), phone: personal(z.string()) })),
  whole: personal(z.object({ street: z.string() })).optional(),
});
const definition = defineEvent('ThingHappened', 'thing.happened', 1, schema);
const event = (data: z.infer<typeof schema>): Event => ({
  specversion: '1.0',
  id: 'e1',
  source: 'test',
  type: definition.type,
  subject: 'case',
  time: '2026-01-05T09:00:00.000Z',
  data,
});

describe('sealEvent', () => {
  it.each([
    {
      name: 'all fields',
      data: { plain: 'p', name: 'Zoé', people: [{ id: '1', phone: '06' }], whole: { street: 'rue' } },
    },
    { name: 'absent fields', data: { plain: 'p', people: [] } },
    {
      name: 'several elements',
      data: {
        plain: 'p',
        people: [
          { id: '1', phone: '06' },
          { id: '2', phone: '07' },
        ],
      },
    },
  ])('gives back $name as they were', ({ data }) => {
    const wire = sealEvent(event(data), definition, key);
    expect(unsealData(JSON.parse(JSON.stringify(wire)), definition, key)).toEqual(data);
  });

  it('leaves nothing personal readable, and what is not personal in the clear', () => {
    const wire = JSON.stringify(
      sealEvent(event({ plain: 'open', name: 'Zoé', people: [{ id: 'x1', phone: '0612' }] }), definition, key),
    );
    expect(wire).not.toMatch(/Zoé|0612/);
    expect(wire).toMatch(/open/);
    expect(wire).toMatch(/x1/);
  });

  it('does not change the event it seals', () => {
    const original = event({ plain: 'p', name: 'Zoé', people: [{ id: '1', phone: '06' }] });
    const before = structuredClone(original);
    sealEvent(original, definition, key);
    expect(original).toEqual(before);
  });

  it('refuses data moved to another event', () => {
    const wire = sealEvent(event({ plain: 'p', name: 'Zoé', people: [] }), definition, key);
    expect(() => unsealData({ ...wire, id: 'e2' }, definition, key)).toThrow(/damaged or moved/);
  });
});
