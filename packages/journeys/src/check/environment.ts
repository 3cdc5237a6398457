/** The types of a journey's variables: its fields, and what its calls save. */
import type { Definition, Step } from '../read/definition.ts';
import type { OperationCatalogue } from './catalogue.ts';
import {
  eitherType,
  type StaticType,
  type TypeEnvironment,
  typeOfField,
  typeOfOutputs,
  UNKNOWN,
} from './static-type.ts';

/** A name that is set in two places has the type of both, or none. */
export function environmentOf({ fields, steps }: Definition, catalogue: OperationCatalogue): TypeEnvironment {
  const environment = new Map(fields.map((field) => [field.name, typeOfField(field)]));
  const outputs = new Map<string, StaticType>();
  for (const [name, type] of steps.flatMap((step) => setBy(step, catalogue, outputs))) {
    const before = environment.get(name);
    environment.set(name, before === undefined ? type : eitherType(before, type));
  }
  return environment;
}

/** What a step sets. Two calls of one operation give the same type, the very same object. */
function setBy(step: Step, catalogue: OperationCatalogue, outputs: Map<string, StaticType>): [string, StaticType][] {
  if (step.kind === 'each') return [[step.as, UNKNOWN]];
  if (step.kind === 'wait') return step.for.kind === 'event' && step.for.save ? [[step.for.save, UNKNOWN]] : [];
  if (step.kind !== 'call' || step.save === undefined) return [];
  const described = catalogue[step.operation]?.outputs;
  const type = outputs.get(step.operation) ?? (described === undefined ? UNKNOWN : typeOfOutputs(described));
  outputs.set(step.operation, type);
  return [[step.save, type]];
}
