/** Data of a journey as an advisor types it, and back. Pure. */
import type { EditField, Json } from '../api/types.ts';
import { moneyIn } from '../format/format.ts';

const DEFAULT_CURRENCY = 'EUR';

/** How a field is edited. */
export type Widget = 'choice' | 'boolean' | 'date' | 'money' | 'number' | 'text';

export function widgetOf({ type, choices }: EditField): Widget {
  if (choices !== undefined && choices.length > 0) return 'choice';
  if (type === 'boolean' || type === 'date' || type === 'money') return type;
  return /^(number|integer)$/.test(type) ? 'number' : 'text';
}

/** What the field shows at first. */
export function textOf(value: Json): string {
  const money = moneyIn(value);
  if (money) return (money.minor / 100).toFixed(2).replace('.', ',');
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What was typed as a value; undefined when it cannot be one. Empty is null. */
export function readTyped(field: EditField, text: string): Json | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  switch (widgetOf(field)) {
    case 'money':
      return moneyOf(field.value, typed);
    case 'number': {
      const number = Number(typed.replace(',', '.'));
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      return typed === 'true';
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : undefined;
    default:
      return typed;
  }
}

/** Two decimals at most: an amount is never rounded behind the advisor's back. */
function moneyOf(before: Json, typed: string): Json | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s€\u00a0\u202f]/g, ''));
  if (!match) return undefined;
  const [, whole = '', cents = ''] = match;
  const currency = moneyIn(before)?.currency ?? DEFAULT_CURRENCY;
  return { minor: Number(whole) * 100 + Number(cents.padEnd(2, '0')), currency };
}

/** The values that differ from what the journey holds; `invalid` names the fields that cannot be read. */
export function changesOf(
  fields: readonly EditField[],
  typed: Readonly<Record<string, string>>,
): { readonly data: Readonly<Record<string, Json>>; readonly invalid: readonly string[] } {
  const data: Record<string, Json> = {};
  const invalid: string[] = [];
  for (const field of fields) {
    const text = typed[field.name];
    if (text === undefined || text === textOf(field.value)) continue;
    const value = readTyped(field, text);
    if (value === undefined) invalid.push(field.name);
    else data[field.name] = value;
  }
  return { data, invalid };
}
