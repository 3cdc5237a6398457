/**
 * Rules in FEEL: parsed by `feelin`, computed here. feelin's own evaluation turns doubt into null or a wrong yes
 * (`order.amount <= 150` holds for `{value:"999"}`), so only its syntax tree is used; every value is checked.
 */
import { parseExpression, parseUnaryTests } from 'feelin';
import { type Bilingual, say } from '../bilingual.ts';
import { compileNode, type Node, type Use } from './compile-node.ts';
import { FeelFault } from './fault.ts';
import { toJson, Undecided, type Value, type Variables } from './values.ts';

/** What an evaluation gives: a value, or why there is none. */
export type Outcome<T> =
  | { readonly decided: true; readonly value: T }
  | { readonly decided: false; readonly why: Bilingual };

/** A compiled expression. */
export interface Expression {
  readonly source: string;
  /** Variables that it reads, in order, with their place in `source`. */
  readonly uses: readonly Use[];
  /** A yes/no; anything else is undecided. */
  test(variables: Variables): Outcome<boolean>;
  /** The result as JSON. */
  value(variables: Variables): Outcome<unknown>;
}

/** A fault in the text of an expression. */
export interface ExpressionFault {
  /** UTF-16 offset in the expression. */
  readonly offset: number;
  readonly message: Bilingual;
}

/**
 * Compiles `source`. `names` are the variables that may exist: FEEL needs them to read `numero-commande` as one name.
 */
export function compileExpression(
  source: string,
  names: readonly string[],
): { readonly expression: Expression } | { readonly fault: ExpressionFault } {
  return faultOf(() => {
    const uses: Use[] = [];
    const run = compileNode(parseFeel(source, names, 'expression'), { source, uses, guarded: [] });
    return { expression: expressionOf(source, uses, run) };
  });
}

/** What `compile` gives, or the fault of the author's text that it met. */
export function faultOf<T>(compile: () => T): T | { readonly fault: ExpressionFault } {
  try {
    return compile();
  } catch (error) {
    if (error instanceof FeelFault) return { fault: { offset: error.offset, message: error.bilingual } };
    throw error;
  }
}

const PARSERS = { expression: parseExpression, unaryTests: parseUnaryTests } as const;

/** The first node of `source`. @throws FeelFault where it is not understood */
export function parseFeel(source: string, names: readonly string[], as: keyof typeof PARSERS): Node {
  const context = Object.fromEntries(names.map((name) => [name, 0]));
  const tree = PARSERS[as](source, context, undefined);
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) throw new FeelFault(cursor.from, syntaxMessage(source, cursor.from));
  } while (cursor.next());
  const root = tree.topNode.firstChild;
  if (root === null) throw new FeelFault(0, syntaxMessage(source, 0));
  return root;
}

function syntaxMessage(source: string, offset: number): Bilingual {
  const rest = source.slice(offset).trim();
  if (rest === '') {
    return say('la règle s’arrête trop tôt : il manque une valeur', 'the rule stops too early: a value is missing');
  }
  return say(`la règle n’est pas comprise à partir de « ${rest} »`, `the rule is not understood from "${rest}" on`);
}

function expressionOf(source: string, uses: readonly Use[], run: (variables: Variables) => Value): Expression {
  return {
    source,
    uses,
    test: (variables) =>
      attempt(() => {
        const result = run(variables);
        if (result.kind === 'flag') return result.value;
        throw new Undecided(say(`« ${source} » ne répond pas par oui ou non`, `"${source}" is not a yes or no`));
      }),
    value: (variables) => attempt(() => toJson(run(variables))),
  };
}

/** What `work` gives, or why it cannot be decided. */
export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { decided: true, value: work() };
  } catch (error) {
    if (error instanceof Undecided) return { decided: false, why: error.why };
    throw error;
  }
}
