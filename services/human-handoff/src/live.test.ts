import type { Delivered } from '@facteur/bus';
import { describe, expect, it } from '@jest/globals';
import { openLive } from './live.ts';

type Tell = (topic: string, message: Delivered) => void;

/** A bus that counts its readers; the first `failures` cannot be had. */
function busOf(failures = 0) {
  const readers: Tell[] = [];
  let tries = 0;
  return {
    readers,
    tries: () => tries,
    tail: async (_topics: readonly string[], tell: Tell) => {
      tries += 1;
      if (tries <= failures) throw new Error('not now');
      readers.push(tell);
      return { close: async () => undefined };
    },
  };
}

const message = (offset: number): Delivered => ({ key: 'k', offset, value: null });

describe('those who listen live', () => {
  it('share one reader, and each hears all from when they came until they go', async () => {
    const bus = busOf();
    const live = openLive(bus, ['t']);
    const heard: string[] = [];
    const leave = await live.listen((_topic, { offset }) => heard.push(`a${offset}`));
    bus.readers[0]?.('t', message(1));
    await live.listen((_topic, { offset }) => heard.push(`b${offset}`));
    bus.readers[0]?.('t', message(2));
    leave();
    bus.readers[0]?.('t', message(3));
    expect(bus.readers).toHaveLength(1);
    expect(heard).toEqual(['a1', 'a2', 'b2', 'b3']);
  });

  it('are refused while the bus cannot be read, and served once it can', async () => {
    const bus = busOf(1);
    const live = openLive(bus, ['t']);
    const heard: number[] = [];
    await expect(live.listen(() => heard.push(0))).rejects.toThrow('not now');
    await live.listen((_topic, { offset }) => heard.push(offset));
    bus.readers[0]?.('t', message(7));
    expect(heard).toEqual([7]);
  });
});
