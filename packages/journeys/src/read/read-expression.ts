/** An expression of `journey.yaml`, with its syntax faults at their place. */
import { compileExpression, type Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { Report } from './report.ts';

/** Compiles the expression at `path`; undefined after a fault. */
export function readExpression(
  source: string,
  path: YamlPath,
  names: readonly string[],
  report: Report,
): Expression | undefined {
  const compiled = compileExpression(source, names);
  if ('expression' in compiled) return compiled.expression;
  const { offset, message } = compiled.fault;
  report.atValue(path, 'feel-syntax', message, { offset });
  return undefined;
}
