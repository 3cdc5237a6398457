import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { groupCommit } from './group-commit.ts';

describe('group commit', () => {
  it('writes what arrives in one turn together, and what arrives meanwhile in the next group, in order', async () => {
    const groups: (readonly number[])[] = [];
    const gate = new EventEmitter();
    const writer = groupCommit(async (items: readonly number[]) => {
      groups.push(items);
      gate.emit('started');
      if (groups.length === 1) await once(gate, 'open');
    });
    const started = once(gate, 'started');
    const first = [writer.add(1), writer.add(2)];
    await started;
    const second = [writer.add(3), writer.add(4)];
    gate.emit('open');
    await Promise.all([...first, ...second]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
  it('fails only the group whose commit failed, and goes on', async () => {
    const writer = groupCommit(async ([item]: readonly string[]) => {
      if (item === 'bad') throw new Error('disk');
    });
    await expect(Promise.allSettled([writer.add('bad'), writer.add('with it')])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await expect(writer.add('good')).resolves.toBeUndefined();
  });
  it('is idle once everything is written', async () => {
    let written = 0;
    const writer = groupCommit(async (items: readonly number[]) => {
      written += items.length;
    });
    const adding = writer.add(1);
    await writer.idle();
    expect(written).toBe(1);
    await adding;
  });
});
