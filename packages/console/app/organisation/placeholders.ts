/** What a template may name between double braces, and which was meant by one that nobody knows. Pure. */

/** Every name but `data.<name>`. */
export const PLACEHOLDERS = [
  'customer.name',
  'customer.address',
  'case.number',
  'case.subject',
  'me.name',
  'mailbox',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const WRITTEN = /\{\{([^{}]*)\}\}/g;
const DATUM = /^data\.[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Words that people write for a name, in either language. */
const MEANT: Readonly<Record<string, Placeholder>> = {
  nom: 'customer.name',
  client: 'customer.name',
  name: 'customer.name',
  customer: 'customer.name',
  prenom: 'customer.name',
  email: 'customer.address',
  mail: 'customer.address',
  courriel: 'customer.address',
  adresse: 'customer.address',
  address: 'customer.address',
  dossier: 'case.number',
  numero: 'case.number',
  number: 'case.number',
  reference: 'case.number',
  objet: 'case.subject',
  sujet: 'case.subject',
  subject: 'case.subject',
  conseiller: 'me.name',
  signature: 'me.name',
  moi: 'me.name',
  boite: 'mailbox',
};

/** The names in a text, each once, in the order in which they come. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(WRITTEN)].map(([, name = '']) => name.trim()))];
}

export function isPlaceholder(name: string): name is Placeholder | `data.${string}` {
  return PLACEHOLDERS.some((known) => known === name) || DATUM.test(name);
}

/** Names in these texts that nobody knows, each with the one that was probably meant. */
export function unknownPlaceholders(
  texts: readonly string[],
  data: readonly string[],
): readonly { readonly name: string; readonly nearest: string }[] {
  const known = [...PLACEHOLDERS, ...data.map((name) => `data.${name}`)];
  const unknown = texts.flatMap(placeholdersIn).filter((name) => !isPlaceholder(name));
  return [...new Set(unknown)].map((name) => ({ name, nearest: nearestName(name, known) }));
}

/** Data that no journey in service gathers; none when it is not known which there are. */
export function ungatheredData(texts: readonly string[], data: readonly string[]): readonly string[] {
  if (data.length === 0) return [];
  const gathered = new Set(data);
  const named = texts.flatMap(placeholdersIn).filter((name) => name.startsWith('data.') && isPlaceholder(name));
  return [...new Set(named.map((name) => name.slice('data.'.length)))].filter(
    (name) => !gathered.has(name) && !gathered.has(name.split('.')[0] ?? name),
  );
}

function nearestName(name: string, known: readonly string[]): string {
  const plain = plainly(name);
  const meant = [...plain.split(/[^a-z]+/)]
    .reverse()
    .map((word) => (Object.hasOwn(MEANT, word) ? MEANT[word] : undefined));
  const distances = known.map((one) => ({ one, distance: editDistance(plain, plainly(one)) }));
  const best = distances.reduce((a, b) => (b.distance < a.distance ? b : a));
  return best.distance <= 2 ? best.one : (meant.find((one) => one !== undefined) ?? best.one);
}

function plainly(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Insertions, deletions and changes of one letter that lead from one to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
