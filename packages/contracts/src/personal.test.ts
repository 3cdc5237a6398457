import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { mailReceived } from './mail-received.ts';
import { personal, personalPaths } from './personal.ts';
import { TOPICS } from './topics.ts';

describe('personalPaths', () => {
  it('finds marks through optional values, arrays, records and unions', () => {
    const schema = z.object({
      plain: z.string(),
      name: personal(z.string()).optional(),
      people: z.array(z.object({ id: z.string(), phone: personal(z.string()) })),
      byKey: z.record(z.string(), personal(z.string())),
      either: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), text: personal(z.string()) }),
        z.object({ kind: z.literal('b') }),
      ]),
    });
    expect(personalPaths(schema)).toEqual([['name'], ['people', '*', 'phone'], ['byKey', '*'], ['either', 'text']]);
  });

  it('knows the personal fields of a mail', () => {
    expect(mailReceived.personal.map((path) => path.join('.'))).toEqual([
      'from',
      'replyTo',
      'subject',
      'text',
      'messageId',
      'references',
      'attachments.*.name',
      'problems.*.detail',
      'bounce.recipient',
      'bounce.diagnostic',
      'notedBy.name',
    ]);
  });

  it.each(TOPICS.map((topic) => ({ name: topic.name, topic })))('has a type for $name', ({ topic }) => {
    expect(topic.event.type).toBe(`facteur.${topic.name}.v${topic.event.version}`);
  });
});
