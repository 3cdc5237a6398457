/** What templates may say of a case. Pure. */
import type { Case, Json, Language } from '../api/types.ts';
import { formatDay, formatMoney, formatNumber, moneyIn } from '../format/format.ts';
import type { TemplateFacts } from './fill-template.ts';

/** The facts of a case for a template in `language`; data as the latest review knows them. */
export function factsOf(shown: Case, me: { readonly name: string }, language: Language): TemplateFacts {
  const { number, subject, mailbox, customer, reviews } = shown;
  const data = Object.assign({}, ...reviews.map((review) => review.data)) as Readonly<Record<string, Json>>;
  return {
    'customer.name': customer?.name ?? '',
    'customer.address': customer?.address ?? '',
    'case.number': number,
    'case.subject': subject,
    'me.name': me.name,
    mailbox,
    ...dataFacts(data, 'data', language),
  };
}

/** Records are named part by part: `data.order.total`. */
function dataFacts(values: Readonly<Record<string, Json>>, path: string, language: Language): TemplateFacts {
  const facts = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    const inWords = valueInWords(value, language);
    if (inWords !== undefined) return [[`${path}.${name}`, inWords]];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    return Object.entries(dataFacts(value, `${path}.${name}`, language));
  });
  return Object.fromEntries(facts);
}

/** Undefined for what a sentence cannot hold: records, and lists of them. */
function valueInWords(value: Json, language: Language): string | undefined {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : value;
  if (typeof value === 'number') return formatNumber(value, language);
  if (typeof value === 'boolean') return { fr: value ? 'oui' : 'non', en: value ? 'yes' : 'no' }[language];
  const money = moneyIn(value);
  if (money) return formatMoney(money, language);
  if (!Array.isArray(value)) return undefined;
  const each = value.map((one) => valueInWords(one, language));
  return each.every((one) => one !== undefined) ? each.join(', ') : undefined;
}
