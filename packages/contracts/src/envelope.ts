/** CloudEvents 1.0 envelopes: what travels on the bus, and how an event is declared. */
import { z } from 'zod';
import { type PersonalPath, personalPaths } from './personal.ts';

/** The attributes of every event (CloudEvents 1.0 §3; `traceparent`: W3C Trace Context; `causationid`: the id of the event that led to this one). */
export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().min(1).describe('The case number; the bus keeps order per subject'),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json').optional(),
  traceparent: z.string().optional(),
  causationid: z.string().optional(),
});

/** Attributes of an event without its data. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** An event as services see it: checked, with its personal fields in the clear. */
export type Event<Data = unknown> = Envelope & { readonly data: Data };

/** An event to publish; the kernel adds id, time, cause and trace. */
export interface Draft<Data = unknown> {
  readonly definition: EventDefinition<Data>;
  readonly subject: string;
  readonly data: Data;
}

/** What an event is: its topic, its version, its data, where personal fields are. */
export interface EventDefinition<Data = unknown> {
  /** PascalCase, past tense. */
  readonly name: string;
  readonly topic: string;
  readonly version: number;
  /** `facteur.<topic>.v<version>`. */
  readonly type: string;
  readonly schema: z.ZodType<Data>;
  readonly personal: readonly PersonalPath[];
  /** An event about the same case as `cause`. */
  after(cause: Pick<Envelope, 'subject'>, data: Data): Draft<Data>;
  /** An event about the case `subject`. */
  about(subject: string, data: Data): Draft<Data>;
}

/** Declares an event. `name` is PascalCase, `topic` is `noun.past-participle`. */
export function defineEvent<Schema extends z.ZodType>(
  name: string,
  topic: string,
  version: number,
  schema: Schema,
): EventDefinition<z.infer<Schema>> {
  type Data = z.infer<Schema>;
  const definition: EventDefinition<Data> = {
    name,
    topic,
    version,
    type: `facteur.${topic}.v${version}`,
    schema: schema as unknown as z.ZodType<Data>,
    personal: personalPaths(schema),
    after: (cause, data) => ({ definition, subject: cause.subject, data }),
    about: (subject, data) => ({ definition, subject, data }),
  };
  return definition;
}

/** The topic and version that an event's `type` names, or undefined when it is none of ours. */
export function readType(type: string): { topic: string; version: number } | undefined {
  const match = /^facteur\.([a-z]+\.[a-z]+)\.v(\d+)$/.exec(type);
  return match?.[1] && match[2] ? { topic: match[1], version: Number(match[2]) } : undefined;
}
