/** The type of a rule, from feelin's syntax tree and the types of the data; whatever is not known is not judged. */
import { parseExpression, parseUnaryTests } from 'feelin';
import { say } from '../bilingual.ts';
import { comparisonFault, computed, type PlacedFault, type Typed } from './compare-types.ts';
import { eitherType, kindInWords, type StaticType, type TypeEnvironment, UNKNOWN } from './static-type.ts';
import { isFault, memberOf, wrongKind } from './type-faults.ts';

type Node = ReturnType<typeof parseExpression>['topNode'];

/** What is known of an expression. */
export interface TypedExpression {
  readonly type: StaticType;
  readonly faults: readonly PlacedFault[];
}

interface Scope {
  readonly source: string;
  readonly environment: TypeEnvironment;
  readonly faults: PlacedFault[];
}

/** Infers the type of `source`, which compiles. `names` are the variables that it reads. */
export function typeOfExpression(
  source: string,
  names: readonly string[],
  environment: TypeEnvironment,
): TypedExpression {
  const scope: Scope = { source, environment, faults: [] };
  const root = parseExpression(source, namesIn(environment, names), 'expression').topNode.firstChild;
  const type = root === null ? UNKNOWN : infer(root, scope).type;
  return { type, faults: scope.faults };
}

/** What is wrong in a cell of a table (`> 3`, `"a", "b"`, `not("a")`, `-`), which compiles, under a column of type `column.type`. */
export function faultsInCell(source: string, column: Typed, environment: TypeEnvironment): readonly PlacedFault[] {
  const scope: Scope = { source, environment, faults: [] };
  const root = parseUnaryTests(source, namesIn(environment, []), undefined).topNode;
  for (const tests of root.getChildren('PositiveUnaryTests')) checkTest(tests, column, scope);
  return scope.faults;
}

function namesIn(environment: TypeEnvironment, more: readonly string[]): Record<string, number> {
  return Object.fromEntries([...environment.keys(), ...more].map((name) => [name, 0]));
}

function infer(node: Node, scope: Scope): Typed {
  const found = INFERENCES[node.name]?.(node, scope) ?? UNKNOWN;
  return { text: textOf(node, scope), offset: node.from, ...('type' in found ? found : { type: found }) };
}

type Found = StaticType | Pick<Typed, 'type' | 'literal' | 'items'>;

const FLAG: StaticType = { kind: 'flag' };
const NUMBER: StaticType = { kind: 'number' };
const TEXT: StaticType = { kind: 'text' };
const MONEY: StaticType = { kind: 'money' };

const INFERENCES: Readonly<Record<string, (node: Node, scope: Scope) => Found>> = {
  NumericLiteral: () => NUMBER,
  BooleanLiteral: () => FLAG,
  DateTimeLiteral: () => ({ kind: 'date' }),
  StringLiteral: (node, scope) => ({ type: TEXT, literal: literalOf(textOf(node, scope)) }),
  VariableName: (node, scope) => scope.environment.get(textOf(node, scope).replace(/\s+/g, ' ')) ?? UNKNOWN,
  PathExpression: inferPath,
  ParenthesizedExpression: (node, scope) => {
    const [inside] = operandsOf(node);
    return inside === undefined ? UNKNOWN : infer(inside, scope);
  },
  Conjunction: inferFlags,
  Disjunction: inferFlags,
  ArithmeticExpression: inferArithmetic,
  Comparison: inferComparison,
  FunctionInvocation: inferCall,
  IfExpression: (node, scope) => {
    const [condition, yes, no] = operandsOf(node);
    if (condition === undefined || yes === undefined || no === undefined) return UNKNOWN;
    expectKind(infer(condition, scope), 'flag', scope);
    return eitherType(infer(yes, scope).type, infer(no, scope).type);
  },
  List: (node, scope) => ({ type: { kind: 'list' }, items: operandsOf(node).map((item) => infer(item, scope)) }),
};

function textOf(node: Node, { source }: Scope): string {
  return source.slice(node.from, node.to);
}

function literalOf(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

const NO_OPERANDS = new Set(['(', ')', '[', ']', ',', '.', '..', 'if', 'then', 'else', 'and', 'or', 'in', 'between']);

function operandsOf(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!NO_OPERANDS.has(child.name) && !/^(?:CompareOp|ArithOp|BlockComment|LineComment)$/.test(child.name))
      found.push(child);
  }
  return found;
}

function inferPath(node: Node, scope: Scope): StaticType {
  const base = node.firstChild;
  const name = node.getChild('PathName');
  if (base === null || name === null) return UNKNOWN;
  const owner = infer(base, scope);
  const member = memberOf(owner.text, owner.type, textOf(name, scope));
  if (!isFault(member)) return member;
  scope.faults.push({ ...member, offset: name.from });
  return UNKNOWN;
}

function inferFlags(node: Node, scope: Scope): StaticType {
  for (const side of operandsOf(node)) expectKind(infer(side, scope), 'flag', scope);
  return FLAG;
}

function expectKind({ type, text, offset }: Typed, wanted: StaticType['kind'], { faults }: Scope): void {
  if (type.kind !== 'unknown' && type.kind !== wanted) faults.push({ ...wrongKind(text, type.kind, wanted), offset });
}

function inferArithmetic(node: Node, scope: Scope): StaticType {
  const operator = node.getChild('ArithOp');
  const [first, second] = operandsOf(node);
  if (operator === null || first === undefined) return UNKNOWN;
  const minusOne: Typed = { type: NUMBER, text: '-1', offset: node.from };
  const left = infer(first, scope);
  const [op, right] = second === undefined ? ['*', minusOne] : [textOf(operator, scope), infer(second, scope)];
  const result = computed(op, left, right);
  if (!('code' in result)) return result;
  scope.faults.push(result);
  return UNKNOWN;
}

function inferComparison(node: Node, scope: Scope): StaticType {
  const [first, ...rest] = operandsOf(node);
  if (first === undefined) return FLAG;
  const subject = infer(first, scope);
  if (node.getChild('in') !== null) for (const test of rest) checkTest(test, subject, scope);
  else if (node.getChild('between') !== null) for (const bound of rest) note(subject, bound, true, scope);
  else {
    const operator = node.getChild('CompareOp');
    const [other] = rest;
    if (other !== undefined) note(subject, other, isRanked(operator, scope), scope);
  }
  return FLAG;
}

function isRanked(operator: Node | null, scope: Scope): boolean {
  return operator !== null && /[<>]/.test(textOf(operator, scope));
}

function note(subject: Typed, other: Node, ranked: boolean, scope: Scope): void {
  const typed = infer(other, scope);
  const fault = comparisonFault(subject, typed, ranked);
  if (fault !== undefined) scope.faults.push(fault);
}

/** One alternative of `in`: a value, a list of them, `> 3` or `[1..3]`. */
function checkTest(node: Node, subject: Typed, scope: Scope): void {
  if (/^PositiveUnaryTests?$/.test(node.name)) {
    for (const inside of operandsOf(node)) checkTest(inside, subject, scope);
    return;
  }
  if (node.name === 'SimplePositiveUnaryTest') {
    const interval = node.getChild('Interval');
    const ranked = interval !== null || isRanked(node.getChild('CompareOp'), scope);
    for (const bound of operandsOf(interval ?? node)) note(subject, bound, ranked, scope);
    return;
  }
  const typed = infer(node, scope);
  if (typed.type.kind === 'list' && typed.items === undefined) return;
  for (const item of typed.items ?? [typed]) {
    const fault = comparisonFault(subject, item, false);
    if (fault !== undefined) scope.faults.push(fault);
  }
}

const FUNCTIONS: ReadonlyMap<string, { readonly takes: readonly StaticType['kind'][]; readonly gives: StaticType }> =
  new Map([
    ['eur', { takes: ['number'], gives: MONEY }],
    ['money', { takes: ['number', 'text'], gives: MONEY }],
    ['not', { takes: ['flag'], gives: FLAG }],
    ['count', { takes: ['list'], gives: NUMBER }],
    ['contains', { takes: ['text', 'text'], gives: FLAG }],
    ['starts with', { takes: ['text', 'text'], gives: FLAG }],
    ['is defined', { takes: [], gives: FLAG }],
  ]);

function inferCall(node: Node, scope: Scope): StaticType {
  const name = node.firstChild === null ? '' : textOf(node.firstChild, scope).replace(/\s+/g, ' ');
  const parameters = node.getChild('PositionalParameters');
  const given = parameters === null ? [] : operandsOf(parameters).map((parameter) => infer(parameter, scope));
  const { takes, gives } = FUNCTIONS.get(name) ?? { takes: [], gives: UNKNOWN };
  for (const [index, wanted] of takes.entries()) {
    const argument = given[index];
    if (argument === undefined || argument.type.kind === 'unknown' || argument.type.kind === wanted) continue;
    scope.faults.push(wrongArgument(name, argument, wanted));
  }
  return gives;
}

function wrongArgument(name: string, { text, type, offset }: Typed, wanted: StaticType['kind']): PlacedFault {
  const [is, must] = [kindInWords(type.kind), kindInWords(wanted)];
  return {
    code: 'wrong-value',
    offset,
    message: say(
      `${name}(…) attend ${must.fr} ; « ${text} » est ${is.fr}`,
      `${name}(…) takes ${must.en}; "${text}" is ${is.en}`,
    ),
  };
}
