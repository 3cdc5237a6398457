/**
 * From feelin's syntax tree to a function over variables. The subset is closed: an unknown node is a fault of the
 * author's text, found when the journey is checked. `and` and `or` look at both sides, so that doubt on either is seen.
 */
import type { parseExpression } from 'feelin';
import { say } from '../bilingual.ts';
import { FeelFault } from './fault.ts';
import { flag, RULE_FUNCTIONS } from './functions.ts';
import { type ArithmeticOperator, type CompareOperator, compare, compute } from './operators.ts';
import { rational, rationalOf } from './rational.ts';
import { isIsoDate, kindName, looksLikeMoney, readValue, Undecided, type Value, type Variables } from './values.ts';

/** A node of feelin's (Lezer's) tree. */
export type Node = ReturnType<typeof parseExpression>['topNode'];

/** A variable that an expression reads. */
export interface Use {
  readonly root: string;
  readonly offset: number;
  /** True where `is defined(root…)` protects the reading. */
  readonly guarded: boolean;
}

/** What compiling carries along: the text, the uses found, the variables known to be defined here. */
export interface Scope {
  readonly source: string;
  readonly uses: Use[];
  readonly guarded: readonly string[];
}

type Run = (variables: Variables) => Value;

/** Compiles one node. @throws FeelFault on what the language does not have. */
export function compileNode(node: Node, scope: Scope): Run {
  const compiler = COMPILERS[node.name];
  if (compiler === undefined) throw unsupported(node, scope);
  return compiler(node, scope);
}

const COMPILERS: Readonly<Record<string, (node: Node, scope: Scope) => Run>> = {
  NumericLiteral: (node, scope) => {
    const value = rationalOf(text(node, scope).replace(/\s/g, ''));
    if (value === undefined) throw unsupported(node, scope);
    return () => ({ kind: 'number', value });
  },
  StringLiteral: (node, scope) => {
    const value = stringOf(node, scope);
    return () => ({ kind: 'text', value });
  },
  BooleanLiteral: (node, scope) => {
    const value = flag(text(node, scope) === 'true');
    return () => value;
  },
  DateTimeLiteral: dateLiteral,
  VariableName: compilePath,
  PathExpression: compilePath,
  ParenthesizedExpression: (node, scope) => compileNode(only(node, scope), scope),
  Conjunction: (node, scope) => both(node, scope, (a, b) => a && b),
  Disjunction: (node, scope) => both(node, scope, (a, b) => a || b),
  ArithmeticExpression: compileArithmetic,
  Comparison: compileComparison,
  FunctionInvocation: compileCall,
  IfExpression: compileIf,
  List: (node, scope) => {
    const items = operands(node).map((item) => compileNode(item, scope));
    return (variables) => ({ kind: 'list', items: items.map((item) => () => item(variables)) });
  },
};

function text(node: Node, scope: Scope): string {
  return scope.source.slice(node.from, node.to);
}

const PUNCTUATION = new Set(['(', ')', '[', ']', ',', '.', 'if', 'then', 'else', 'and', 'or', 'in', 'between']);
const NOT_OPERANDS = new Set([...PUNCTUATION, 'CompareOp', 'ArithOp', 'BlockComment', 'LineComment']);

function children(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function operands(node: Node): Node[] {
  return children(node).filter((child) => !NOT_OPERANDS.has(child.name));
}

function only(node: Node, scope: Scope): Node {
  const [first, ...rest] = operands(node);
  if (first === undefined || rest.length > 0) throw unsupported(node, scope);
  return first;
}

function pair(node: Node, scope: Scope): [Node, Node] {
  const [left, right, ...rest] = operands(node);
  if (left === undefined || right === undefined || rest.length > 0) throw unsupported(node, scope);
  return [left, right];
}

/** The fault of a text that FEEL has and rules have not. */
export function unsupported(node: Node, scope: Scope): FeelFault {
  const found = text(node, scope);
  if (node.name === 'null') {
    return new FeelFault(
      node.from,
      say('« null » ne se compare pas : écrivez « is defined(…) »', '"null" cannot be compared: write "is defined(…)"'),
    );
  }
  return new FeelFault(
    node.from,
    say(`« ${found} » n’existe pas dans les règles`, `"${found}" does not exist in rules`),
  );
}

/** A string literal as JSON reads it (FEEL has the same escapes). */
function stringOf(node: Node, scope: Scope): string {
  try {
    return String(JSON.parse(text(node, scope)));
  } catch {
    throw unsupported(node, scope);
  }
}

function dateLiteral(node: Node, scope: Scope): Run {
  const maker = node.getChild('DateTimeConstructor');
  const literal = node.getChild('PositionalParameters')?.getChild('StringLiteral');
  if (maker === null || text(maker, scope) !== 'date' || !literal) throw unsupported(node, scope);
  const value = stringOf(literal, scope);
  if (isIsoDate(value)) return () => ({ kind: 'date', value });
  throw new FeelFault(
    literal.from,
    say(`« ${value} » n’est pas une date AAAA-MM-JJ`, `"${value}" is not a date YYYY-MM-DD`),
  );
}

/** `order.customer` as its names, outermost first. */
function pathOf(node: Node, scope: Scope): string[] {
  if (node.name === 'VariableName') return [text(node, scope).replace(/\s+/g, ' ')];
  const base = node.firstChild;
  const name = node.getChild('PathName');
  if (node.name !== 'PathExpression' || base === null || name === null) throw unsupported(node, scope);
  return [...pathOf(base, scope), text(name, scope)];
}

function compilePath(node: Node, scope: Scope): Run {
  const path = pathOf(node, scope);
  const label = path.join('.');
  noteUse(node, path, scope, false);
  return (variables) => readValue(readPath(variables, path), label);
}

function noteUse(node: Node, path: readonly string[], scope: Scope, guarded: boolean): void {
  const [root = ''] = path;
  scope.uses.push({ root, offset: node.from, guarded: guarded || scope.guarded.includes(root) });
}

/** Own properties only. Of money, no part but the currency can be read: `total.minor <= 150` would mean 1.50 €. */
function readPath(variables: Variables, path: readonly string[]): unknown {
  let value: unknown = variables;
  for (const [depth, name] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    if (depth > 0 && name !== 'currency' && looksLikeMoney(value)) {
      throw new Undecided(say(`« ${path.join('.')} » découpe un montant`, `"${path.join('.')}" takes money apart`));
    }
    value = (value as Variables)[name];
  }
  return value;
}

function both(node: Node, scope: Scope, join: (a: boolean, b: boolean) => boolean): Run {
  const [left, right] = pair(node, scope).map((side) => ({ run: compileNode(side, scope), name: text(side, scope) }));
  if (left === undefined || right === undefined) throw unsupported(node, scope);
  return (variables) => {
    const a = flagOf(left.run(variables), left.name);
    const b = flagOf(right.run(variables), right.name);
    return flag(join(a, b));
  };
}

function flagOf(value: Value, name: string): boolean {
  if (value.kind === 'flag') return value.value;
  const found = kindName(value);
  throw new Undecided(say(`« ${name} » est ${found.fr}, pas un oui/non`, `"${name}" is ${found.en}, not a yes/no`));
}

function compileArithmetic(node: Node, scope: Scope): Run {
  const operator = node.getChild('ArithOp');
  const op = operator === null ? '' : text(operator, scope);
  if (operator === null || !isArithmetic(op)) throw unsupported(node, scope);
  const [first, second] = operands(node);
  if (first === undefined) throw unsupported(node, scope);
  if (second === undefined) {
    const run = compileNode(first, scope);
    return (variables) => compute('*', run(variables), { kind: 'number', value: rational(-1n) });
  }
  const [left, right] = [compileNode(first, scope), compileNode(second, scope)];
  return (variables) => compute(op, left(variables), right(variables));
}

function isArithmetic(op: string): op is ArithmeticOperator {
  return op === '+' || op === '-' || op === '*' || op === '/';
}

const COMPARE: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

function compareOperator(node: Node, scope: Scope): CompareOperator {
  const found = text(node, scope);
  if (COMPARE.has(found)) return found as CompareOperator;
  throw unsupported(node, scope);
}

function compileComparison(node: Node, scope: Scope): Run {
  const [left, ...rest] = operands(node);
  if (left === undefined) throw unsupported(node, scope);
  const subject = compileNode(left, scope);
  if (node.getChild('in') !== null) return compileIn(subject, rest, scope);
  if (node.getChild('between') !== null) {
    const [low, high] = rest.map((bound) => compileNode(bound, scope));
    if (low === undefined || high === undefined) throw unsupported(node, scope);
    return (variables) => within(subject(variables), low(variables), high(variables), '>=', '<=');
  }
  const operator = node.getChild('CompareOp');
  const [right] = rest;
  if (operator === null || right === undefined || right.name === 'SimplePositiveUnaryTest')
    throw unsupported(node, scope);
  const op = compareOperator(operator, scope);
  const other = compileNode(right, scope);
  return (variables) => flag(compare(op, subject(variables), other(variables)));
}

function within(value: Value, low: Value, high: Value, from: CompareOperator, to: CompareOperator): Value {
  const above = compare(from, value, low);
  const below = compare(to, value, high);
  return flag(above && below);
}

/** One alternative of `in`: true or false for a value. */
export type Test = (value: Value, variables: Variables) => boolean;

function compileIn(subject: Run, rest: readonly Node[], scope: Scope): Run {
  const tests = rest
    .flatMap((node) => (node.name === 'PositiveUnaryTests' ? operands(node) : [node]))
    .map((node) => compileTest(node, scope));
  return (variables) => {
    const value = subject(variables);
    return flag(tests.map((test) => test(value, variables)).includes(true));
  };
}

/** Compiles one alternative. @throws FeelFault */
export function compileTest(node: Node, scope: Scope): Test {
  if (node.name === 'PositiveUnaryTest' || (node.name === 'ParenthesizedExpression' && holdsTest(node))) {
    return compileTest(only(node, scope), scope);
  }
  if (node.name === 'SimplePositiveUnaryTest') return compileSimpleTest(node, scope);
  const run = compileNode(node, scope);
  return (value, variables) => {
    const other = run(variables);
    if (other.kind !== 'list') return compare('=', value, other);
    return other.items.map((item) => compare('=', value, item())).includes(true);
  };
}

function holdsTest(node: Node): boolean {
  return node.getChild('SimplePositiveUnaryTest') !== null;
}

function compileSimpleTest(node: Node, scope: Scope): Test {
  const interval = node.getChild('Interval');
  if (interval !== null) return compileInterval(interval, scope);
  const operator = node.getChild('CompareOp');
  if (operator === null) throw unsupported(node, scope);
  const op = compareOperator(operator, scope);
  const bound = compileNode(only(node, scope), scope);
  return (value, variables) => compare(op, value, bound(variables));
}

function compileInterval(node: Node, scope: Scope): Test {
  const [low, high] = children(node)
    .filter((child) => child.name !== '..' && !NOT_OPERANDS.has(child.name))
    .map((bound) => compileNode(bound, scope));
  if (low === undefined || high === undefined) throw unsupported(node, scope);
  const found = text(node, scope);
  const [from, to] = [found.startsWith('[') ? '>=' : '>', found.endsWith(']') ? '<=' : '<'] as const;
  return (value, variables) => {
    const result = within(value, low(variables), high(variables), from, to);
    return result.kind === 'flag' && result.value;
  };
}

function compileCall(node: Node, scope: Scope): Run {
  const callee = node.firstChild;
  const name = callee === null ? '' : text(callee, scope).replace(/\s+/g, ' ');
  const parameters = node.getChild('PositionalParameters');
  const given = parameters === null ? [] : operands(parameters);
  if (name === 'is defined') return compileIsDefined(node, given, scope);
  const definition = RULE_FUNCTIONS.get(name);
  if (definition === undefined || given.length !== definition.arity) throw unsupported(node, scope);
  const args = given.map((arg) => compileNode(arg, scope));
  return (variables) => definition.run(...args.map((arg) => arg(variables)));
}

function compileIsDefined(node: Node, given: readonly Node[], scope: Scope): Run {
  const [subject] = given;
  if (subject === undefined || given.length !== 1) throw unsupported(node, scope);
  const path = pathOf(subject, scope);
  noteUse(subject, path, scope, true);
  return (variables) => flag((readPath(variables, path) ?? undefined) !== undefined);
}

/** Only the branch taken is computed; under `if is defined(x)`, x may be read. */
function compileIf(node: Node, scope: Scope): Run {
  const [condition, yes, no] = operands(node);
  if (condition === undefined || yes === undefined || no === undefined) throw unsupported(node, scope);
  const test = compileNode(condition, scope);
  const guarded = condition.name === 'FunctionInvocation' ? definedRoots(condition, scope) : [];
  const then = compileNode(yes, { ...scope, guarded: [...scope.guarded, ...guarded] });
  const otherwise = compileNode(no, scope);
  return (variables) => (flagOf(test(variables), text(condition, scope)) ? then(variables) : otherwise(variables));
}

function definedRoots(node: Node, scope: Scope): string[] {
  const subject = node.getChild('PositionalParameters')?.firstChild;
  if (!subject || node.firstChild === null || text(node.firstChild, scope) !== 'is defined') return [];
  return pathOf(subject, scope).slice(0, 1);
}
