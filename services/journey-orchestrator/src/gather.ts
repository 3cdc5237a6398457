/** What mails bring a run: the data found, the files sent, the customer's words; of several mails, all of it. Pure. */
import type { FoundData, FoundDocument, StartData } from '@facteur/journeys';
import type { Gathered, SaidDatum, Understood } from './state.ts';

/** The same bound as a mail's own text. */
const MAX_TEXT_CHARACTERS = 100_000;
const MAX_REQUESTS = 50;
const MAX_SAID = 200;

/** What `mail` brings, with what `earlier` mails did. Two values of one kind stay two: a journey then asks which. */
export function gather(earlier: Gathered | undefined, { mail, data, requests }: Understood): Gathered {
  // A file with a virus in it is no document that anybody waits for.
  const safe = mail.attachments.filter(({ danger }) => danger === undefined);
  const documents: FoundDocument[] = safe.map(({ name, type, blob }) =>
    blob ? { name, type, blob: blob.id } : { name, type },
  );
  const found: Record<string, unknown[]> = {};
  for (const { type, value } of data) found[type] = [...(found[type] ?? []), value];
  const said = data.map((datum) => saidIn(mail.mailId, requests, datum));
  return together(earlier, { start: { data: distinct(found), documents, text: mail.text }, requests, said });
}

function saidIn(mailId: string, requests: Understood['requests'], datum: Understood['data'][number]): SaidDatum {
  const { type, value } = datum;
  const around = requests.find(
    ({ span }) => span.in === datum.in && span.start <= datum.start && datum.end <= span.end,
  );
  const intent = around?.intents[0]?.intent;
  return { type, value, mailId, ...(intent === undefined ? {} : { intent }) };
}

/**
 * What a run for `intent` begins with. Where one mail brought several values of a kind, those count that stand in the request itself; without
 * one there, those that stand in no other request; else all of them, and the journey asks
 * which. So it does when a later mail brought another value: that puts the earlier one in doubt.
 */
export function startFor(intent: string, { start, said = [] }: Gathered): StartData {
  const entries = Object.entries(start.data).map(([type, values]) => {
    const ofType = said.filter((datum) => datum.type === type);
    const isOfOneMail = new Set(ofType.map(({ mailId }) => mailId)).size === 1;
    if (values.length < 2 || ofType.length < values.length || !isOfOneMail) return [type, values];
    const own = ofType.filter((datum) => datum.intent === intent);
    const free = ofType.filter((datum) => datum.intent === undefined);
    const nearest = [own, free].find((some) => some.length > 0);
    return [type, nearest?.map(({ value }) => value) ?? values];
  });
  return { ...start, data: distinct(Object.fromEntries(entries)) };
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
  const said = [...(earlier.said ?? []), ...(later.said ?? [])].slice(-MAX_SAID);
  return { start, requests: [...earlier.requests, ...later.requests].slice(-MAX_REQUESTS), said };
}

/** Each value once. */
function distinct(data: FoundData): FoundData {
  const entries = Object.entries(data).map(([type, values]) => [
    type,
    [...new Map(values.map((value) => [JSON.stringify(value), value])).values()],
  ]);
  return Object.fromEntries(entries);
}
