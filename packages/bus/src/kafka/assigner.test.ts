import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { type Assignment, assignPartitions, type Member } from './assigner.ts';

const ROUNDS = 300;
const random = seededRandom(20_260_105);

function upTo(most: number): number {
  return Math.floor(random.next() * (most + 1));
}

function ownerOf(assignment: Assignment, topic: string, partition: number): string[] {
  return [...assignment].filter(([, topics]) => topics[topic]?.includes(partition)).map(([id]) => id);
}

describe('which member reads which partitions', () => {
  /** A group of members that want the same topics; ids come in no order. */
  function group() {
    const topics = Array.from({ length: 1 + upTo(4) }, (_, i) => ({ name: `topic-${i}`, partitions: 1 + upTo(15) }));
    const names = topics.map(({ name }) => name);
    const members = Array.from({ length: 1 + upTo(9) }, (): Member => ({ id: `m-${random.next()}`, topics: names }));
    const count = (topic: string) => topics.find(({ name }) => name === topic)?.partitions ?? 0;
    return { topics, members, assignment: assignPartitions(members, count), count };
  }
  const groups = Array.from({ length: ROUNDS }, group);

  it('gives every partition to exactly one member', () => {
    for (const { topics, assignment } of groups) {
      for (const { name, partitions } of topics) {
        const owners = Array.from(
          { length: partitions },
          (_, partition) => ownerOf(assignment, name, partition).length,
        );
        expect(owners).toEqual(owners.map(() => 1));
        const given = [...assignment.values()].reduce((sum, mine) => sum + (mine[name]?.length ?? 0), 0);
        expect(given).toBe(partitions);
      }
    }
  });

  it('gives members as many partitions of each topic as each other, give or take one', () => {
    for (const { topics, assignment } of groups) {
      for (const { name } of topics) {
        const counts = [...assignment.values()].map((mine) => mine[name]?.length ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('gives the same partition number of every topic to the same member', () => {
    for (const { topics, assignment } of groups) {
      for (let partition = 0; partition < 16; partition += 1) {
        const owners = topics.flatMap(({ name }) => ownerOf(assignment, name, partition));
        expect(new Set(owners).size).toBeLessThanOrEqual(1);
      }
    }
  });

  it('does not depend on the order in which members are listed', () => {
    for (const { members, assignment, count } of groups) {
      expect(assignPartitions([...members].reverse(), count)).toEqual(assignment);
    }
  });

  it('gives members only topics that they want, and all of these to somebody', () => {
    const members = [
      { id: 'old', topics: ['a'] },
      { id: 'new-1', topics: ['a', 'b'] },
      { id: 'new-2', topics: ['a', 'b'] },
      { id: 'idle', topics: [] },
    ];
    expect(Object.fromEntries(assignPartitions(members, () => 4))).toEqual({
      'new-1': { a: [0, 3], b: [0, 2] },
      'new-2': { a: [1], b: [1, 3] },
      old: { a: [2] },
      idle: {},
    });
  });
});
