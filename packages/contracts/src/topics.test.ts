import { describe, expect, it } from '@jest/globals';
import { readType } from './envelope.ts';
import { DEAD_LETTER_TOPICS, deadLetterTopic, GROUPS, TOPICS } from './topics.ts';

const PRODUCERS = new Set([...GROUPS, 'kernel']);

describe('the topic table', () => {
  it('names each topic once', () => {
    const names = [...TOPICS, ...DEAD_LETTER_TOPICS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([...TOPICS])('$name is named like its event, is published and is read', (topic) => {
    expect(topic.event.topic).toBe(topic.name);
    expect(readType(topic.event.type)).toEqual({ topic: topic.name, version: topic.event.version });
    expect(topic.producers.filter((who) => !PRODUCERS.has(who))).toEqual([]);
    expect(topic.producers).not.toHaveLength(0);
    expect(topic.consumers).not.toHaveLength(0);
  });

  it('feeds the read model with everything about a case', () => {
    const unread = TOPICS.filter(({ consumers }) => !consumers.includes('human-handoff-cases'));
    expect(unread.map(({ name }) => name)).toEqual(['timer.fired', 'journey.published']);
  });
});

describe('dead-letter topics', () => {
  it('are one per group, named after it', () => {
    expect(DEAD_LETTER_TOPICS.map(({ name }) => name)).toEqual(GROUPS.map(deadLetterTopic));
  });

  it.each([...DEAD_LETTER_TOPICS])('$name is kept longer than any topic and read by no group', (topic) => {
    expect(topic.event.name).toBe('DeadLettered');
    expect(topic.consumers).toEqual([]);
    expect(topic.retentionMs).toBeGreaterThan(Math.max(...TOPICS.map(({ retentionMs }) => retentionMs)));
  });
});
