/** A column of a decision table: an expression, and cells that test what it gives (FEEL's unary tests). */
import { say } from '../bilingual.ts';
import { compileNode, compileTest, type Node, type Use, unsupported } from './compile-node.ts';
import { attempt, type ExpressionFault, faultOf, type Outcome, parseFeel } from './expression.ts';
import type { Value, Variables } from './values.ts';

/** A compiled cell. */
export interface CellTest {
  /** Variables that the cell itself reads, beside those of its column. */
  readonly uses: readonly Use[];
  test(variables: Variables): Outcome<boolean>;
}

/** A compiled header. */
export interface Column {
  readonly source: string;
  readonly uses: readonly Use[];
  /** Compiles a cell such as `> 10`, `"perdu"` or `[1..3]`; `anything` for `-`. */
  cell(source: string): { readonly test: CellTest } | { readonly anything: true } | { readonly fault: ExpressionFault };
}

/** Compiles `source`, the header of a column, over `names`. */
export function compileColumn(
  source: string,
  names: readonly string[],
): { readonly column: Column } | { readonly fault: ExpressionFault } {
  return faultOf(() => {
    const uses: Use[] = [];
    const subject = compileNode(parseFeel(source, names, 'expression'), { source, uses, guarded: [] });
    return { column: { source, uses, cell: (cell) => compileCell(subject, cell, names) } };
  });
}

type Subject = (variables: Variables) => Value;

function compileCell(subject: Subject, source: string, names: readonly string[]): ReturnType<Column['cell']> {
  return faultOf(() => {
    const root = parseFeel(source, names, 'unaryTests');
    if (root.name === 'Wildcard') return { anything: true } as const;
    const uses: Use[] = [];
    const isNegated = root.name === 'not';
    const list = isNegated ? root.nextSibling?.nextSibling : root;
    const tests = testsIn(list ?? root).map((node) => {
      const scope = { source, uses, guarded: [] };
      if (NO_TESTS.has(node.firstChild?.name ?? '')) throw unsupported(node, scope);
      return compileTest(node, scope);
    });
    const holds = (variables: Variables): boolean => {
      const value = subject(variables);
      return tests.map((test) => test(value, variables)).includes(true) !== isNegated;
    };
    return { test: { uses, test: (variables) => attempt(() => holds(variables)) } };
  });
}

/** Complete rules: a cell holds only what is compared with its column. */
const NO_TESTS: ReadonlySet<string> = new Set(['Comparison', 'Conjunction', 'Disjunction']);

function testsIn(list: Node): Node[] {
  return list.getChildren('PositiveUnaryTest');
}

/** What a doubt in a cell is called: its column's name comes first. */
export function inColumn(source: string, why: { readonly fr: string; readonly en: string }) {
  return say(`${source} : ${why.fr}`, `${source}: ${why.en}`);
}
