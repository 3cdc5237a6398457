/** The AsyncAPI 3.0 document: who sends and receives what, on which channel, in which shape. */
import { DEAD_LETTER_TOPICS, deadLetterTopic, GROUPS, TOPICS, type Topic } from '../topics.ts';
import { eventFileName, PUBLISHED_EVENTS } from './event-schema.ts';

type Tree = Readonly<Record<string, unknown>>;

const DESCRIPTION = [
  'Every event is a CloudEvent 1.0 in structured JSON, keyed by its subject: the case number. Order holds per topic and producer.',
  'Personal values (x-personal in the schemas) are null on the bus; they travel in the extension attribute `sealed`, encrypted with a',
  'key per case. A consumer that meets a newer version of an event waits and tries again.',
].join(' ');

/**
 * The document for the product's `version`. Channels are named after topics with hyphens; payloads are the JSON Schema files
 * that lie beside it.
 */
export function asyncApiDocument(version: string): Tree {
  const [letters] = DEAD_LETTER_TOPICS;
  return {
    asyncapi: '3.0.0',
    info: { title: 'Facteur', version, description: DESCRIPTION, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(TOPICS.map((topic) => [channelName(topic.name), channelOf(topic)])),
      ...(letters ? { 'dead-letter': deadLetterChannel(letters) } : {}),
    },
    operations: Object.fromEntries([
      ...TOPICS.flatMap((topic) => operationsOf(topic, channelName(topic.name))),
      ...(letters ? operationsOf(letters, 'dead-letter') : []),
    ]),
    components: {
      messages: Object.fromEntries(PUBLISHED_EVENTS.map((event) => [event.name, messageOf(event)])),
    },
  };
}

function channelName(topic: string): string {
  return topic.replaceAll('.', '-');
}

function channelOf({ name, event, summary, partitions, retentionMs }: Topic): Tree {
  const topicConfiguration = { 'retention.ms': retentionMs };
  return {
    address: name,
    summary,
    messages: { [event.name]: { $ref: `#/components/messages/${event.name}` } },
    bindings: { kafka: { topic: name, partitions, topicConfiguration } },
  };
}

/** One channel for all groups: the group is a parameter of its address. */
function deadLetterChannel(letters: Topic): Tree {
  const { bindings: _, ...channel } = channelOf(letters);
  const group = { enum: [...GROUPS], description: 'The consumer group that could not handle the event' };
  return { ...channel, address: deadLetterTopic('{group}'), parameters: { group } };
}

function operationsOf({ event, producers, consumers, summary }: Topic, channel: string): [string, Tree][] {
  const operation = (action: 'send' | 'receive', who: string): [string, Tree] => [
    `${who}-${action === 'send' ? 'sends' : 'receives'}-${channel}`,
    {
      action,
      channel: { $ref: `#/channels/${channel}` },
      summary,
      tags: [{ name: who }],
      messages: [{ $ref: `#/channels/${channel}/messages/${event.name}` }],
    },
  ];
  return [...producers.map((who) => operation('send', who)), ...consumers.map((who) => operation('receive', who))];
}

function messageOf(event: (typeof PUBLISHED_EVENTS)[number]): Tree {
  return {
    name: event.type,
    title: event.name,
    contentType: 'application/json',
    payload: {
      schemaFormat: 'application/schema+json;version=draft-07',
      schema: { $ref: `./${eventFileName(event)}.schema.json` },
    },
    bindings: { kafka: { key: { type: 'string', description: 'The subject of the event' } } },
  };
}
