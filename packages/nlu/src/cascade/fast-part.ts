/** The fast classifier of a model: kept in the model's file, so that it is chosen, rolled back and forgotten with it. */
import { z } from 'zod';
import type { DensePart, Model } from '../model/model.ts';
import type { ClearRule } from './clear.ts';

/** What the cascade adds to a model. */
export interface FastPart {
  /** Trained on the same texts with the vectors of a table; the sparse features are those of the model. */
  readonly dense: DensePart;
  readonly rule: ClearRule;
}

const VERSION = 1;

/** What must hold of a part so that it is one of this version; the file's hash guards the numbers. */
const partSchema = z.object({
  version: z.literal(VERSION),
  rule: z.object({
    limit: z.number().min(0).max(1).optional(),
    clearTemperature: z.number().positive(),
    restTemperature: z.number().positive(),
  }),
  dense: z.custom<DensePart>((value) => denseSchema.safeParse(value).success),
});
const denseSchema = z.object({
  embedder: z.string(),
  mean: z.instanceof(Float32Array),
  examples: z.object({ vectors: z.instanceof(Float32Array) }),
  stage: z.object({ scope: z.object({}), head: z.object({ columns: z.number(), classes: z.number() }) }),
});

/** `model` with a fast part, as it is saved. */
export function withFastPart(model: Model, part: FastPart): Model {
  const whole: Model & { readonly fast: FastPart & { readonly version: number } } = {
    ...model,
    fast: { ...part, version: VERSION },
  };
  return whole;
}

/** The fast part; undefined where there is none, or none of this version that fits the model. */
export function fastPartOf(model: Model): FastPart | undefined {
  const parsed = partSchema.safeParse('fast' in model ? model.fast : undefined);
  if (!parsed.success) return undefined;
  const { dense, rule } = parsed.data;
  const { limit, ...temperatures } = rule;
  const isOfModel =
    dense.stage.head.classes === model.sparse.head.classes &&
    dense.stage.head.columns === model.sparse.head.columns + dense.dimensions;
  return isOfModel ? { dense, rule: limit === undefined ? temperatures : { ...temperatures, limit } } : undefined;
}

/** The fast classifier as a model of its own. */
export function fastModelOf(model: Model, { dense }: FastPart): Model {
  return { ...model, dense };
}
