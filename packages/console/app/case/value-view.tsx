/** Data of a journey as a reader sees it: amounts, days, files, lists and records. */
import type { ReactNode } from 'react';
import type { Json } from '../api/types.ts';
import { formatDay, formatMoney, formatNumber, inWords, moneyIn } from '../format/format.ts';
import { useSession } from '../session.tsx';

/** Records inside records deeper than this are shown as JSON. */
const MAX_DEPTH = 3;

interface FactsProps {
  readonly facts: readonly { readonly name: string; readonly value: Json }[];
  /** What the data are called; default: as most journeys call them. */
  readonly nameOf?: (name: string) => string;
}

export function Facts({ facts, nameOf }: FactsProps) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{nameOf === undefined ? <FieldName name={name} /> : nameOf(name)}</dt>
          <dd>
            <ValueView value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** `customer.balance` as a reader would say it. */
function FieldName({ name }: { name: string }) {
  const { words } = useSession();
  const parts = name.split('.').map((part) => words.fields[part] ?? inWords(part));
  return parts.join(' · ');
}

/** One value. */
export function ValueView({ value, depth = 0 }: { value: Json; depth?: number }): ReactNode {
  const { words, language } = useSession();
  if (value === null || value === '') return words.common.none;
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : value;
  if (typeof value === 'number') return formatNumber(value, language);
  if (typeof value === 'boolean') return value ? words.common.yes : words.common.no;
  const money = moneyIn(value);
  if (money) return <strong className="money">{formatMoney(money, language)}</strong>;
  if (depth >= MAX_DEPTH) return <code>{JSON.stringify(value)}</code>;
  if (Array.isArray(value)) return <Values values={value} depth={depth} />;
  return <Record values={value} depth={depth} />;
}

function Values({ values, depth }: { values: readonly Json[]; depth: number }) {
  const { words } = useSession();
  if (values.length === 0) return words.common.none;
  if (values.length === 1 && values[0] !== undefined) return <ValueView value={values[0]} depth={depth} />;
  return (
    <ul>
      {values.map((value) => (
        <li key={JSON.stringify(value)}>
          <ValueView value={value} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

function Record({ values, depth }: { values: { [name: string]: Json }; depth: number }) {
  const { name, type } = values;
  if (typeof name === 'string' && typeof type === 'string' && type.includes('/')) return name;
  return (
    <dl className="facts inner">
      {Object.entries(values).map(([inner, value]) => (
        <div key={inner}>
          <dt>
            <FieldName name={inner} />
          </dt>
          <dd>
            <ValueView value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
