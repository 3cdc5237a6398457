/** JSON Schemas of the events, from the very zod schemas that check them. */
import { z } from 'zod';
import { deadLettered } from '../dead-letter.ts';
import { type EventDefinition, envelopeSchema } from '../envelope.ts';
import { TOPICS } from '../topics.ts';

/** Every event at its current version, in the order of the flow; the dead letter comes last. */
export const PUBLISHED_EVENTS: readonly EventDefinition[] = [
  ...TOPICS.map(({ event }) => event),
  deadLettered as EventDefinition,
];

/** What the files of a version of an event are called: `mail-received.v1`. Default: its current version. */
export function eventFileName({ name, version }: EventDefinition, of = version): string {
  const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `${words}.v${of}`;
}

/**
 * The event as services see it: the whole envelope, personal values in the clear, each marked `x-personal: true`. JSON Schema
 * draft-07, the one that every AsyncAPI tool reads. Unknown members are allowed: a newer producer may add some.
 */
export function eventJsonSchema(definition: EventDefinition): Readonly<Record<string, unknown>> {
  const { name, type, schema, topic } = definition;
  const envelope = envelopeSchema.extend({ type: z.literal(type), data: schema });
  const { $schema, ...rest } = z.toJSONSchema(envelope, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    title: name,
    description: `${type} on ${topic}. Members marked x-personal are null on the bus; their values travel encrypted in \`sealed\`.`,
    ...rest,
  };
}
