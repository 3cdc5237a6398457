/** What mails bring a run: the data found, the files sent, the customer's words; of several mails, all of it. Pure. */
import type { FoundData, FoundDocument, StartData } from '@facteur/journeys';
import type { Gathered, Understood } from './state.ts';

/** The same bound as a mail's own text. */
const MAX_TEXT_CHARACTERS = 100_000;
const MAX_REQUESTS = 50;

/** What `mail` brings, with what `earlier` mails did. Two values of one kind stay two: a journey then asks which. */
export function gather(earlier: Gathered | undefined, { mail, data, requests }: Understood): Gathered {
  // A file with a virus in it is no document that anybody waits for.
  const safe = mail.attachments.filter(({ danger }) => danger === undefined);
  const documents: FoundDocument[] = safe.map(({ name, type, blob }) =>
    blob ? { name, type, blob: blob.id } : { name, type },
  );
  const found: Record<string, unknown[]> = {};
  for (const { type, value } of data) found[type] = [...(found[type] ?? []), value];
  return together(earlier, { start: { data: distinct(found), documents, text: mail.text }, requests });
}

/** Both, the earlier first. */
export function together(earlier: Gathered | undefined, later: Gathered): Gathered {
  if (earlier === undefined) return later;
  const [a, b] = [earlier.start, later.start];
  const types = [...new Set([...Object.keys(a.data), ...Object.keys(b.data)])];
  const data = Object.fromEntries(types.map((type) => [type, [...(a.data[type] ?? []), ...(b.data[type] ?? [])]]));
  const start: StartData = {
    data: distinct(data),
    documents: [...a.documents, ...b.documents],
    text: [a.text, b.text].filter(Boolean).join('\n\n').slice(-MAX_TEXT_CHARACTERS),
  };
  return { start, requests: [...earlier.requests, ...later.requests].slice(-MAX_REQUESTS) };
}

/** Each value once. */
function distinct(data: FoundData): FoundData {
  const entries = Object.entries(data).map(([type, values]) => [
    type,
    [...new Map(values.map((value) => [JSON.stringify(value), value])).values()],
  ]);
  return Object.fromEntries(entries);
}
