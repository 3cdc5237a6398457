/** A decision table: a .csv beside `journey.yaml`, a column a test, the first row that fits decides. */
import { say } from '../bilingual.ts';
import { type CellTest, type Column, compileColumn, inColumn } from '../feel/column.ts';
import type { Expression, Outcome } from '../feel/expression.ts';
import type { Variables } from '../feel/values.ts';
import { type Cell, readCsv } from '../files/csv-source.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import type { Located, Row } from './definition.ts';
import { expected } from './expected.ts';
import type { Report } from './report.ts';
import { nameSchema } from './schema.ts';

/** What a table says; empty after a fault. */
interface Table {
  readonly rows: readonly Row[];
  readonly inputs: readonly Located[];
}

/** What reading needs to know around the table. */
interface Surroundings {
  /** The files beside `journey.yaml`; undefined = nothing is read, nothing is wrong. */
  readonly files: Readonly<Record<string, string>> | undefined;
  /** Variables that may exist. */
  readonly names: readonly string[];
  readonly report: Report;
}

/** A header with its place; `go` and `note` have no column. */
interface Head {
  readonly cell: Cell;
  readonly column: Column | undefined;
}

const NOTHING: Table = { rows: [], inputs: [] };
const GO = 'go';
const NOTE = 'note';
const ANYTHING = '-';

/** Reads the table in `file`, which `at` of `journey.yaml` names. */
export function readTable(file: string, at: YamlPath, around: Surroundings): Table {
  const { files, report } = around;
  if (files === undefined) return NOTHING;
  const text = Object.hasOwn(files, file) ? files[file] : undefined;
  if (text === undefined) {
    const tables = Object.keys(files).filter((name) => name.endsWith('.csv') && !name.includes('/'));
    const message = say(`il manque le fichier ${file}`, `file ${file} is missing`);
    report.atValue(at, 'missing-file', message, { hint: spellingHint(file, tables) });
    return NOTHING;
  }
  const { rows, problems } = readCsv(file, text);
  report.add(problems);
  const [header, ...lines] = rows;
  if (problems.length > 0) return NOTHING;
  if (header === undefined || lines.length === 0) {
    const message = say('la table n’a pas de ligne', 'the table has no row');
    report.add([{ file, line: 1, column: 1, code: 'table-syntax', message, hint: tableHint }]);
    return NOTHING;
  }
  const heads = readHeads(header, around);
  return heads === undefined ? NOTHING : readRows(lines, heads, around);
}

const tableHint = say(
  'la première ligne nomme les colonnes : « order.total;motif;go », puis une ligne par règle',
  'the first line names the columns: "order.total;motif;go", then one line a rule',
);

function readHeads(header: readonly Cell[], { names, report }: Surroundings): Head[] | undefined {
  const last = header.filter(({ text }) => text !== NOTE).at(-1);
  const go = header.filter(({ text }) => text === GO);
  const [first] = header;
  if (first === undefined || last === undefined || go.length !== 1 || last.text !== GO || go[0] === first) {
    const message = say('la dernière colonne doit être « go »', 'the last column must be "go"');
    report.atValue((last ?? first)?.place ?? [], 'table-syntax', message, { hint: tableHint });
    return undefined;
  }
  let isRight = true;
  const heads = header.map((cell): Head => {
    if (cell.text === GO || cell.text === NOTE) return { cell, column: undefined };
    const compiled = compileColumn(cell.text, names);
    if ('column' in compiled) return { cell, column: compiled.column };
    isRight = false;
    report.atValue(cell.place, 'feel-syntax', compiled.fault.message, { offset: compiled.fault.offset });
    return { cell, column: undefined };
  });
  return isRight ? heads : undefined;
}

function readRows(lines: readonly (readonly Cell[])[], heads: readonly Head[], around: Surroundings): Table {
  const { report } = around;
  const rows = lines.map((line) => readRow(line, heads, around));
  const open = rows.findIndex((row) => row !== undefined && row.when === undefined);
  const [last, place] = [rows.at(-1), lines.at(-1)?.[0]?.place ?? []];
  if (last?.when !== undefined) {
    const message = say('la dernière ligne doit tout prendre', 'the last row must take everything');
    const dashes = heads.flatMap(({ column }) => (column === undefined ? [] : [ANYTHING])).join(';');
    report.atValue(place, 'otherwise-missing', message, {
      hint: say(`ajoutez une ligne « ${dashes};étape »`, `add a row "${dashes};step"`),
    });
  } else if (open >= 0 && open < rows.length - 1) {
    const message = say('les lignes sous celle-ci ne servent jamais', 'the rows below this one are never used');
    report.atValue(lines[open]?.[0]?.place ?? [], 'wrong-value', message);
  }
  const inputs = heads.flatMap(({ cell, column }) => (column ? [{ uses: column.uses, at: cell.place }] : []));
  return { rows: rows.flatMap((row) => row ?? []), inputs };
}

function readRow(line: readonly Cell[], heads: readonly Head[], around: Surroundings): Row | undefined {
  const { report } = around;
  if (line.length !== heads.length) {
    const message = say(
      `cette ligne a ${line.length} cases, l’en-tête en a ${heads.length}`,
      `this row has ${line.length} cells, the header has ${heads.length}`,
    );
    report.atValue(line[0]?.place ?? [], 'table-syntax', message);
    return undefined;
  }
  const tests: Tested[] = [];
  let go: Cell | undefined;
  for (const [index, { cell: head, column }] of heads.entries()) {
    const cell = line[index];
    if (cell === undefined || head.text === NOTE) continue;
    if (column === undefined) go = cell;
    else tests.push(...readCell(cell, column, around));
  }
  if (go === undefined || !nameSchema.safeParse(go.text).success) {
    const words = expected('name');
    const message = say(`ici il faut ${words.fr}`, `expected here: ${words.en}`);
    report.atValue(go?.place ?? [], 'wrong-value', message);
    return undefined;
  }
  const when = tests.length === 0 ? undefined : allOf(tests);
  return {
    when,
    go: go.text,
    goAt: go.place,
    cells: tests.map(({ cell, test }) => ({ uses: test.uses, at: cell.place })),
  };
}

/** A cell with its column and what it tests. */
interface Tested {
  readonly cell: Cell;
  readonly column: Column;
  readonly test: CellTest;
}

function readCell(cell: Cell, column: Column, { names, report }: Surroundings): Tested[] {
  const source = asFeel(cell, names);
  const compiled = column.cell(source);
  if ('anything' in compiled) return [];
  if ('test' in compiled) {
    const isWord = compiled.test.uses.some(({ root }) => root === cell.text && !names.includes(root));
    if (!isWord) return [{ cell, column, test: compiled.test }];
    const message = say(`« ${cell.text} » n’est pas connu ici`, `"${cell.text}" is not known here`);
    report.atValue(cell.place, 'unset-variable', message, {
      hint: say(`un texte se met entre guillemets : "${cell.text}"`, `a text goes between quotes: "${cell.text}"`),
    });
    return [];
  }
  const { message, offset } = compiled.fault;
  if (cell.text === '') {
    const empty = say('cette case est vide', 'this cell is empty');
    report.atValue(cell.place, 'feel-syntax', empty, {
      hint: say('écrivez « - » si tout convient', 'write "-" if anything fits'),
    });
  } else report.atValue(cell.place, 'feel-syntax', message, { offset });
  return [];
}

const PLAIN_WORDS = /^\p{L}[\p{L}\p{N} '’-]*$/u;

/**
 * CSV takes away the quotes that an author writes around a text: plain words that stood between quotes are meant as a
 * text, unless they are the name of a variable, true or false.
 */
function asFeel({ text, isQuoted }: Cell, names: readonly string[]): string {
  const isText = isQuoted && PLAIN_WORDS.test(text) && !names.includes(text) && text !== 'true' && text !== 'false';
  return isText ? JSON.stringify(text) : text;
}

/** Holds when every cell does. All cells are looked at, so that a doubt in any of them is seen. */
function allOf(tests: readonly Tested[]): Expression {
  return {
    source: tests.map(({ column, cell }) => `${column.source} : ${cell.text}`).join(' ; '),
    uses: tests.flatMap(({ column, test }) => [...column.uses, ...test.uses]),
    test: (variables) => holdsAll(tests, variables),
    value: (variables) => holdsAll(tests, variables),
  };
}

function holdsAll(tests: readonly Tested[], variables: Variables): Outcome<boolean> {
  let holds = true;
  for (const { column, test } of tests) {
    const outcome = test.test(variables);
    if (!outcome.decided) return { decided: false, why: inColumn(column.source, outcome.why) };
    holds &&= outcome.value;
  }
  return { decided: true, value: holds };
}
