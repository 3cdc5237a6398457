/**
 * Effects by idempotency key (draft-ietf-httpapi-idempotency-key-header): same key and input, the first answer again; same key and
 * another input, `key-reused`. Key, answer and booking stand in one document, so a crash leaves either all or nothing of a refund;
 * effects of several steps (stock) are left `begun` and finished by the next try or by `recover`, each step being safe to repeat.
 */
import { createHash } from 'node:crypto';
import { AppError, type Clock, derivedId, isoTime, type Json, type JsonObject } from '@facteur/primitives';
import type { NewDocument } from '@facteur/store';
import { type Answer, type Refusal, refuse } from './answers.ts';
import { type Books, type EffectFacts, type EffectKind, type EffectRecord, findAll, read, replace } from './books.ts';
import { openTurns } from './turns.ts';

/** A call of an operation with an effect. */
export interface EffectRequest {
  readonly kind: EffectKind;
  readonly key: string;
  readonly input: JsonObject;
  readonly sender: string | undefined;
}

/**
 * What to record first: the whole effect when `answer` is there (it is `done` by being recorded), else its beginning.
 * `claim` must be free; `onClaimed` answers when it is not.
 */
export interface Plan {
  readonly facts: EffectFacts;
  readonly reference: string;
  readonly claim: string;
  readonly answer?: Answer;
  readonly onClaimed: Answer;
}

/** The rules of one kind of effect. */
export interface EffectRules {
  /** Effects of the same turn, of whatever kind, are planned and done one after the other. Default: only the claim keeps them apart. */
  turnOf?(input: JsonObject): string;
  /** Looks, and changes nothing. */
  plan(request: EffectRequest, id: string, at: string): Promise<Plan | Answer>;
  /** Does what a begun effect still needs, and gives the record to keep. Each of its steps may have been done already. */
  finish?(record: EffectRecord): Promise<EffectRecord>;
}

export interface EffectDesk {
  /** The answer to keep for this key. Calls with the same key wait for the first. */
  run(request: EffectRequest): Promise<Answer>;
  /** Finishes what was begun when the process ended. */
  recover(): Promise<void>;
}

/** `onFinished` hears of every effect whose steps are all done and recorded. */
export function openEffectDesk(
  books: Books,
  rules: Readonly<Record<EffectKind, EffectRules>>,
  clock: Clock,
  onFinished: (id: string) => void,
): EffectDesk {
  const inTurn = openTurns();
  const inFlight = new Map<string, { fingerprint: string; answer: Promise<Answer> }>();

  const settle = async (record: EffectRecord): Promise<Answer> => {
    if (record.state === 'done') return record.answer ?? unfinished(record);
    const finished = await (rules[record.kind].finish?.(record) ?? unfinished(record));
    const { version } = (await read<EffectRecord>(books.effects, record._id)) ?? unfinished(record);
    await replace(books.effects, document(finished), version);
    onFinished(record._id);
    return finished.answer ?? unfinished(finished);
  };
  const begin = async (request: EffectRequest, _id: string, fingerprint: string): Promise<Answer> => {
    const at = isoTime(clock.now());
    const common = { _id, kind: request.kind, key: request.key, fingerprint, at };
    const plan = await rules[request.kind].plan(request, _id, at);
    if ('ok' in plan) return keep(books, { ...common, state: 'done', answer: plan });
    const { facts, claim, reference, answer, onClaimed } = plan;
    const record = { ...common, ...facts, claim, reference, ...(answer === undefined ? {} : { answer }) };
    const [write] = await books.effects.write([
      { op: 'insert', doc: document({ ...record, state: answer === undefined ? 'begun' : 'done' }) },
    ]);
    if (write?.outcome === 'duplicate') return keep(books, { ...common, state: 'done', answer: onClaimed });
    return answer ?? settle({ ...record, state: 'begun' });
  };
  const answerTo = async (request: EffectRequest, id: string, fingerprint: string): Promise<Answer> => {
    const known = await read<EffectRecord>(books.effects, id);
    if (known === undefined) return begin(request, id, fingerprint);
    return known.fingerprint === fingerprint ? settle(known) : reused(request.key);
  };
  return {
    async run(request) {
      const id = effectId(request.key);
      const fingerprint = fingerprintOf(request);
      const running = inFlight.get(id);
      if (running !== undefined) return running.fingerprint === fingerprint ? running.answer : reused(request.key);
      const turn = rules[request.kind].turnOf?.(request.input) ?? `key:${id}`;
      const answer = inTurn(turn, () => answerTo(request, id, fingerprint)).finally(() => inFlight.delete(id));
      inFlight.set(id, { fingerprint, answer });
      return answer;
    },
    async recover() {
      for (const record of await findAll<EffectRecord>(books.effects, 'state', { state: 'begun' }))
        await settle(record);
    },
  };
}

/** Records an answer that changes nothing. */
async function keep(books: Books, record: EffectRecord & { readonly answer: Answer }): Promise<Answer> {
  const [write] = await books.effects.write([{ op: 'insert', doc: document(record) }]);
  if (write?.outcome === 'done') return record.answer;
  throw new AppError('CONFLICT', `Effect ${record.key} was written by someone else`, { retry: 'later' });
}

/** `_id` of the record of `key`. */
export function effectId(key: string): string {
  return derivedId('demo-effect', key);
}

/** A reference that people can read out: `RB-7F21C09A44D1`. */
export function referenceOf(prefix: string, id: string): string {
  return `${prefix}-${createHash('sha256').update(id).digest('hex').slice(0, 12).toUpperCase()}`;
}

function reused(key: string): Refusal {
  return refuse('key-reused', `Idempotency-Key ${key} was used for another request`);
}

function fingerprintOf({ kind, input, sender }: EffectRequest): string {
  return derivedId(kind, canonical(input), sender?.toLowerCase() ?? '');
}

/** JSON with sorted members, so that the same input gives the same text. */
function canonical(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

function document(record: EffectRecord): NewDocument {
  const { version: _, ...doc } = record as EffectRecord & { version?: number };
  return doc as unknown as NewDocument;
}

function unfinished({ key, state }: EffectRecord): never {
  throw new AppError('INTERNAL', `Effect ${key} is ${state} and cannot be finished`);
}
