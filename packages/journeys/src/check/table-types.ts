/** The types in decision tables: columns that name what exists, cells of the type of their column. */
import { type Cell, type CellPlace, readCsv } from '../files/csv-source.ts';
import type { Definition } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import type { PlacedFault } from './compare-types.ts';
import { faultsInCell, typeOfExpression } from './expression-types.ts';
import type { TypeEnvironment } from './static-type.ts';

type Files = Readonly<Record<string, string>>;

/** Notes wrong types and unknown words in the tables that `definition` names; these were read without a fault. */
export function checkTables({ steps }: Definition, files: Files, environment: TypeEnvironment, report: Report): void {
  const tables = new Set(steps.flatMap((step) => (step.kind === 'decide' && step.table ? [step.table] : [])));
  for (const table of tables) checkTable(table, files[table] ?? '', environment, report);
}

function checkTable(file: string, text: string, environment: TypeEnvironment, report: Report): void {
  const [heads = [], ...rows] = readCsv(file, text).rows;
  for (const [index, head] of heads.entries()) {
    if (head.text === 'go' || head.text === 'note') continue;
    const { type, faults } = typeOfExpression(head.text, [], environment);
    note(faults, head.place, report);
    const column = { type, text: head.text, offset: 0 };
    for (const row of rows) {
      const cell = row[index];
      if (cell !== undefined) note(faultsOf(cell, column, environment), cell.place, report);
    }
  }
}

/** CSV takes the quotes away from a text: words between quotes that name no datum are a text. */
function faultsOf(
  { text, isQuoted }: Cell,
  column: Parameters<typeof faultsInCell>[1],
  environment: TypeEnvironment,
): readonly PlacedFault[] {
  const isText = isQuoted && /^\p{L}[\p{L}\p{N} '’-]*$/u.test(text) && !/^(?:true|false)$/.test(text);
  if (!isText || environment.has(text)) return faultsInCell(text, column, environment);
  return faultsInCell(JSON.stringify(text), column, environment).map((fault) => ({ ...fault, offset: 0 }));
}

function note(faults: readonly PlacedFault[], place: CellPlace, report: Report): void {
  for (const { code, message, hint, offset } of faults) {
    report.atValue(place, code, message, { offset, ...(hint && { hint }) });
  }
}
