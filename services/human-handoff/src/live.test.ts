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

const message = (offset: number): Delivered => ({ key: `k${offset}`, offset, value: null });

describe('those who listen live', () => {
  it('share one reader, and each hears all from when they came until they go', async () => {
    const bus = busOf();
    const live = openLive(bus, ['t']);
    const heard: string[] = [];
    const leave = await live.listen(({ number }) => heard.push(`a ${number}`));
    bus.readers[0]?.('t', message(1));
    await live.listen(({ number }) => heard.push(`b ${number}`));
    bus.readers[0]?.('t', message(2));
    leave();
    bus.readers[0]?.('t', message(3));
    expect(bus.readers).toHaveLength(1);
    expect(heard).toEqual(['a k1', 'a k2', 'b k2', 'b k3']);
  });

  it('are refused while the bus cannot be read, and served once it can', async () => {
    const bus = busOf(1);
    const live = openLive(bus, ['t']);
    const heard: unknown[] = [];
    await expect(live.listen((event) => heard.push(event))).rejects.toThrow('not now');
    await live.listen((event) => heard.push(event));
    bus.readers[0]?.('t', { ...message(7), value: { id: 'e7', other: 1 } });
    expect(heard).toEqual([{ topic: 't', number: 'k7', id: 'e7' }]);
  });
});
