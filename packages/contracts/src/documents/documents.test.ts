import { describe, expect, it } from '@jest/globals';
import { GROUPS, TOPICS } from '../topics.ts';
import { asyncApiDocument, eventFileName, eventJsonSchema, PUBLISHED_EVENTS, topicTable } from './index.ts';

type Tree = { readonly [key: string]: unknown };

interface Operation {
  readonly action: string;
  readonly channel: { readonly $ref: string };
  readonly messages: readonly { readonly $ref: string }[];
}

interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
  readonly parameters?: Readonly<Record<string, { readonly enum: readonly string[] }>>;
}

interface AsyncApi {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly messages: Readonly<Record<string, { readonly payload: Tree }>> };
}

const document = asyncApiDocument('1.2.3') as unknown as AsyncApi;
const { channels, operations, components } = document;

/** Every `$ref` below `node`. */
function references(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

/** What a local reference (`#/a/b`, RFC 6901) points at. */
function resolve(root: unknown, reference: string): unknown {
  const steps = reference.slice(2).split('/');
  return steps.reduce<unknown>((node, step) => (node as Tree | undefined)?.[step], root);
}

describe('the AsyncAPI document (3.0)', () => {
  it('says what it is', () => {
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { title: 'Facteur', version: '1.2.3' } });
  });

  it('has a channel for every topic, and one for the dead letters of all groups', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    expect(addresses).toEqual([...TOPICS.map(({ name }) => name), 'dead-letter.{group}']);
    expect(channels['dead-letter']?.parameters?.group?.enum).toEqual(GROUPS);
  });

  it('declares a parameter for every expression in an address', () => {
    for (const { address, parameters = {} } of Object.values(channels)) {
      const expressions = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(parameters)).toEqual(expressions);
    }
  });

  it('uses keys that the specification allows', () => {
    for (const part of [channels, operations, components.messages])
      for (const key of Object.keys(part)) expect(key).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('points only at what is there', () => {
    const files = PUBLISHED_EVENTS.map((event) => `./${eventFileName(event)}.schema.json`);
    const all = references(document);
    expect(all.length).toBeGreaterThan(50);
    for (const reference of all) {
      if (reference.startsWith('#/')) expect(resolve(document, reference)).toBeDefined();
      else expect(files).toContain(reference);
    }
  });

  it('lets operations carry only messages of their channel', () => {
    for (const { action, channel, messages } of Object.values(operations)) {
      expect(['send', 'receive']).toContain(action);
      for (const { $ref } of messages) expect($ref.startsWith(`${channel.$ref}/messages/`)).toBe(true);
    }
  });

  it.each([...TOPICS])('has an operation for everyone who publishes or consumes $name', (topic) => {
    const channel = topic.name.replace('.', '-');
    const mine = Object.entries(operations).filter(
      ([
        ,
        {
          channel: { $ref },
        },
      ]) => $ref === `#/channels/${channel}`,
    );
    const who = (action: string) => mine.filter(([, each]) => each.action === action).map(([name]) => name);
    expect(who('send')).toEqual(topic.producers.map((name) => `${name}-sends-${channel}`));
    expect(who('receive')).toEqual(topic.consumers.map((name) => `${name}-receives-${channel}`));
  });
});

/** Where `schema` is marked personal, in the notation of `EventDefinition.personal`. */
function marked(schema: unknown, path: readonly string[] = []): string[] {
  const tree = (schema ?? {}) as Tree;
  if (tree['x-personal'] === true) return [path.join('.')];
  const members = Object.entries((tree.properties ?? {}) as Tree).flatMap(([name, each]) =>
    marked(each, [...path, name]),
  );
  const elements = tree.items === undefined ? [] : marked(tree.items, [...path, '*']);
  const variants = [tree.oneOf, tree.anyOf, tree.allOf].flatMap((each) => (each ?? []) as unknown[]);
  return [...members, ...elements, ...variants.flatMap((each) => marked(each, path))];
}

describe('the JSON Schemas', () => {
  const schemas = PUBLISHED_EVENTS.map((event) => ({ name: event.name, event, schema: eventJsonSchema(event) }));

  it.each(schemas)('$name marks every personal field, and nothing else', ({ event, schema }) => {
    const data = resolve(schema, '#/properties/data');
    const expected = event.personal.map((path) => path.join('.'));
    expect([...new Set(marked(data))].sort()).toEqual(expected.sort());
  });

  it.each(schemas)('$name holds an envelope of its type, and refers to nothing outside', ({ event, schema }) => {
    expect(resolve(schema, '#/properties/type/const')).toBe(event.type);
    expect(schema.required).toEqual(expect.arrayContaining(['specversion', 'id', 'source', 'subject', 'time', 'data']));
    for (const reference of references(schema)) expect(resolve(schema, reference)).toBeDefined();
  });

  it('have file names of their own', () => {
    const names = PUBLISHED_EVENTS.map((event) => eventFileName(event));
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe('mail-received.v1');
  });
});

describe('the topic table', () => {
  it('has a row for every topic, in the order of the flow, and one for the dead letters', () => {
    const rows = topicTable().trimEnd().split('\n').slice(2);
    const names = rows.map((row) => /^\| `(\S+)`/.exec(row)?.[1]);
    expect(names).toEqual([...TOPICS.map(({ name }) => name), 'dead-letter.<group>']);
  });

  it('has as many cells in every row', () => {
    const widths = topicTable()
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').length);
    expect(new Set(widths).size).toBe(1);
  });
});
