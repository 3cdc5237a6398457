/** Values for a walk: mostly such as a journey hopes for, sometimes none or of another kind. */
import type { OperationCatalogue } from '../check/catalogue.ts';
import type { Choices } from './random.ts';
import type { Kind, Reads } from './what-is-read.ts';

const DATES = ['2026-11-16', '2026-01-31', '2027-03-01'];
const MONEY = [
  { minor: 4990, currency: 'EUR' },
  { minor: 1, currency: 'EUR' },
  { minor: 9_999_999, currency: 'EUR' },
];
const NUMBERS = [0, 1, 3, 100];

const BY_KIND: Readonly<Record<Kind | 'text', readonly unknown[]>> = {
  money: MONEY,
  date: DATES,
  boolean: [true, false],
  number: NUMBERS,
  list: [[], [{}], [{}, {}, {}]],
  text: ['A-1', 'Vase bleu', 'autre'],
};

/** What no journey hopes for. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  '',
  'autre',
  -1,
  0.1,
  true,
  { minor: 4990, currency: 'CHF' },
  { value: '999', currency: 'EUR' },
  [],
  {},
  '2026-02-30',
];

/** How often an answer is such as a journey hopes for, in every part. */
const HOPED_FOR = 0.85;

/** Something that `reads` of it makes sense with. */
function hopedFor(reads: Reads, described: Kind | 'text' | undefined, choices: Choices): unknown {
  const { values, kind } = reads;
  if (values.length > 0 && choices.chance(0.75)) return choices.pick(values);
  return choices.pick(BY_KIND[described ?? kind ?? kindOf(values[0])]);
}

function kindOf(value: unknown): Kind | 'text' {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' && value !== null ? 'money' : 'text';
}

/** An answer of `operation`, of which `reads` is read (paths below the name it is saved under). */
export function makeOutput(
  reads: readonly Reads[],
  outputs: OperationCatalogue[string]['outputs'],
  choices: Choices,
): unknown {
  const output: Record<string, unknown> = {};
  const isHopedFor = choices.chance(HOPED_FOR);
  if (!isHopedFor && choices.chance(0.1)) return choices.pick(ODD);
  // Deeper paths last: they make a record of what a shorter path gave.
  for (const each of [...reads].sort((a, b) => a.path.length - b.path.length)) {
    const inside = each.path.slice(1);
    if (inside.length === 0) continue;
    const described = outputs?.[inside.join('.')];
    const kind = typeof described === 'string' && described !== 'object' ? described : undefined;
    const words = typeof described === 'object' ? described.of : [];
    const isOdd = !isHopedFor && choices.chance(0.3);
    const right = words.length > 0 && choices.chance(0.5) ? choices.pick(words) : hopedFor(each, kind, choices);
    put(output, inside, isOdd ? choices.pick(ODD) : right);
  }
  return output;
}

function put(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    if (value !== undefined) record[name] = value;
    return;
  }
  const known = record[name];
  const inside: Record<string, unknown> =
    typeof known === 'object' && known !== null && !Array.isArray(known) ? { ...known } : {};
  record[name] = inside;
  put(inside, rest, value);
}
