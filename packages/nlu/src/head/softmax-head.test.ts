/** The head against its own definition: the gradient is zero where it says that the minimum is. */
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { createArena } from './arena.ts';
import { minimise } from './lbfgs.ts';
import { rowsOf } from './rows.ts';
import { fitHead, type HeadData, logitsOf } from './softmax-head.ts';

/** Uniform in 0..1 from four bytes. */
function uniform(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Buffer.from(random.bytes(4)).readUInt32LE() / 2 ** 32;
}

/** Two-dimensional points around `classes` centres, with a third feature that is nearly always there. */
function clouds(classes: number, perClass: number, seed: number): HeadData {
  const next = uniform(seed);
  const rows = Array.from({ length: classes * perClass }, (_, at) => {
    const angle = (2 * Math.PI * (at % classes)) / classes;
    const values = [Math.cos(angle) + next() - 0.5, Math.sin(angle) + next() - 0.5, 1];
    return next() < 0.1 ? { indices: [0, 1], values: values.slice(0, 2) } : { indices: [0, 1, 2], values };
  });
  return {
    rows: rowsOf(3, rows),
    labels: Int32Array.from(rows, (_, at) => at % classes),
    classes,
    weights: new Float64Array(rows.length).fill(1),
    strength: 2,
  };
}

/** The penalised loss in plain double precision. */
function loss({ rows, labels, classes, weights, strength }: HeadData, values: Float32Array, width: number): number {
  let total = 0;
  for (let at = 0; at < rows.columns * width; at += 1) total += 0.5 * (values[at] ?? 0) ** 2;
  for (const [row, label] of labels.entries()) {
    const logits = Array.from({ length: classes }, (_, k) => {
      let sum = values[rows.columns * width + k] ?? 0;
      for (let e = rows.starts[row] ?? 0; e < (rows.starts[row + 1] ?? 0); e += 1)
        sum += (rows.values[e] ?? 0) * (values[(rows.indices[e] ?? 0) * width + k] ?? 0);
      return sum;
    });
    const sum = logits.reduce((all, one) => all + Math.exp(one), 0);
    total += strength * (weights[row] ?? 0) * (Math.log(sum) - (logits[label] ?? 0));
  }
  return total;
}

describe('fitHead', () => {
  it.each([2, 3, 17, 33])('finds the minimum for %d classes: no step aside is lower', (classes) => {
    const data = clouds(classes, 12, classes);
    const head = fitHead(data, { maxSteps: 500, tolerance: 1e-6 });
    const best = loss(data, head.values, head.width);
    for (let at = 0; at < head.values.length; at += 1) {
      if (at % head.width >= classes) continue;
      for (const step of [0.02, -0.02]) {
        const aside = head.values.slice();
        aside[at] = (aside[at] ?? 0) + step;
        expect(loss(data, aside, head.width)).toBeGreaterThan(best);
      }
    }
  });

  it('finds the same minimum, in fewer steps, from the weights of much the same data', () => {
    const data = clouds(9, 30, 3);
    const stepsTo = (near?: ReturnType<typeof fitHead>) => {
      let steps = 0;
      const onStep = (step: number) => {
        steps = step;
        return undefined;
      };
      const head = fitHead(data, { tolerance: 1e-5, onStep, ...(near && { near }) });
      return { steps, loss: loss(data, head.values, head.width) };
    };
    const weights = data.weights.map((weight, at) => (at % 11 === 0 ? 0 : weight));
    const fromNothing = stepsTo();
    const fromNear = stepsTo(fitHead({ ...data, weights }));
    expect(fromNear.steps).toBeLessThan(fromNothing.steps);
    expect(fromNear.loss).toBeCloseTo(fromNothing.loss, 4);
  });

  it('gives the same weights for the same data', () => {
    expect(fitHead(clouds(5, 20, 1)).values).toEqual(fitHead(clouds(5, 20, 1)).values);
  });

  it('tells clouds apart, and takes no notice of rows that weigh nothing', () => {
    const data = clouds(4, 25, 2);
    const mislabelled = Int32Array.from(data.labels, (label, at) => (at < 20 ? (label + 1) % 4 : label));
    const weights = data.weights.map((one, at) => (at < 20 ? 0 : one));
    const head = fitHead({ ...data, labels: mislabelled, weights });
    const logits = logitsOf(head, data.rows);
    const right = data.labels.filter((label, at) => {
      const own = logits.subarray(at * 4, at * 4 + 4);
      return own.every((one) => one <= (own[label] ?? 0));
    });
    expect(right.length / data.labels.length).toBeGreaterThan(0.9);
  });

  it('gives every class the same logit when there is nothing to learn from', () => {
    const rows = rowsOf(2, []);
    const head = fitHead({ rows, labels: new Int32Array(), classes: 3, weights: new Float64Array(), strength: 1 });
    expect([...logitsOf(head, rowsOf(2, [{ indices: [1], values: [1] }]))]).toEqual([0, 0, 0]);
  });
});

describe('minimise', () => {
  it('finds the bottom of a long narrow valley (a quadratic with condition 10 000)', () => {
    const arena = createArena();
    const size = 64;
    const curvatures = Float64Array.from({ length: size }, (_, at) => 10_000 ** (at / (size - 1)));
    const point = arena.allocateFloats(new Float32Array(size).fill(1));
    const value = minimise(
      arena,
      point,
      {
        evaluate: (at, gradient) => {
          const [x, g] = [at.floats(), gradient.floats()];
          let sum = 0;
          for (let j = 0; j < size; j += 1) {
            g[j] = (curvatures[j] ?? 0) * ((x[j] ?? 0) - 3);
            sum += 0.5 * (curvatures[j] ?? 0) * ((x[j] ?? 0) - 3) ** 2;
          }
          return sum;
        },
      },
      { maxSteps: 1_000, tolerance: 1e-6 },
    );
    expect(value).toBeLessThan(1e-2);
    for (const x of point.floats()) expect(x).toBeCloseTo(3, 1);
  });
});
