import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { fitNeighbours, type Neighbour, type SeenText, VOTERS, withNeighbours } from './neighbours.ts';

/** Two examples of each of three intents. */
const INTENT_OF = Int32Array.of(0, 0, 1, 1, 2, 2);
const EVEN = Float64Array.of(1 / 3, 1 / 3, 1 / 3);
const sum = (numbers: Float64Array): number => numbers.reduce((all, one) => all + one, 0);

describe('what the nearest examples have to say', () => {
  it('is mixed with what the head says, and stays a probability', () => {
    const random = seededRandom(4);
    for (let draw = 0; draw < 200; draw += 1) {
      const raw = Float64Array.from({ length: 3 }, () => random.next());
      const shares = raw.map((one) => one / sum(raw));
      const nearest = Array.from({ length: 1 + Math.floor(random.next() * 6) }, (_, at) => ({
        ...{ at, value: 1 - 0.1 * at * random.next() },
      }));
      const mixed = withNeighbours(shares, nearest, INTENT_OF, { share: random.next(), softness: 0.05 });
      expect(sum(mixed)).toBeCloseTo(1, 12);
      expect(Math.min(...mixed)).toBeGreaterThanOrEqual(0);
    }
  });

  it('counts the nearer ones for more', () => {
    const nearest: readonly Neighbour[] = [
      { at: 2, value: 0.9 },
      { at: 0, value: 0.8 },
    ];
    const [far = 0, near = 0, none = 0] = withNeighbours(EVEN, nearest, INTENT_OF, { share: 1, softness: 0.05 });
    expect(near / far).toBeCloseTo(Math.exp(0.1 / 0.05), 9);
    expect(none).toBe(0);
  });

  it('is nothing where nothing is near, and only so many are asked', () => {
    expect(withNeighbours(EVEN, [], INTENT_OF, { share: 0.5, softness: 0.05 })).toEqual(EVEN);
    const many = Array.from({ length: VOTERS + 50 }, (_, at) => ({ at: at < VOTERS ? 0 : 4, value: 0.5 }));
    expect(withNeighbours(EVEN, many, INTENT_OF, { share: 1, softness: 0.05 })).toEqual(Float64Array.of(1, 0, 0));
  });

  /** A head that knows nothing, and neighbours that are of the right intent with probability `truth`. */
  const seen = (truth: number): SeenText[] => {
    const random = seededRandom(9);
    return Array.from({ length: 200 }, (_, n) => {
      const label = n % 3;
      const of = random.next() < truth ? label : Math.floor(random.next() * 3);
      return { shares: EVEN, nearest: [{ at: 2 * of, value: 0.9 }], label };
    });
  };

  it('is listened to where held-out texts are likelier with it', () => {
    expect(fitNeighbours(seen(0.9), INTENT_OF)?.share).toBe(0.6);
  });

  it('is left out where it says no more than chance, and where there are no texts', () => {
    expect(fitNeighbours(seen(0), INTENT_OF)).toBeUndefined();
    expect(fitNeighbours([], INTENT_OF)).toBeUndefined();
  });
});
