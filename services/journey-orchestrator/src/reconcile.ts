/** Asks the system whether an effect was done. */
import type { CallRequest, Connector, Operation } from '@facteur/connectors';
import { type Clock, isAppError, type JsonObject } from '@facteur/primitives';
import type { Claim, Ledger, LedgerEntry, Recorded } from './ledger.ts';

/** One effect in the ledger and the call that makes it. */
export interface Attempt {
  readonly connector: Connector;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly operation: Operation;
  readonly claim: Claim;
  readonly call: CallRequest;
}

const MAX_ASKS = 3;
const BETWEEN_ASKS_MS = 2_000;

/** How it ended; `not-done` when it was never begun; `unknown` when the system cannot tell, and only a human can. */
export async function reconcile(about: Attempt, entry: LedgerEntry): Promise<Recorded | 'not-done' | 'unknown'> {
  const { operation, clock, call } = about;
  if (operation.status === undefined) return 'unknown';
  for (let asks = 1; asks <= MAX_ASKS && !call.signal?.aborted; asks += 1) {
    const status = await ask(about, operation.status, entry);
    if (status !== 'unknown') return status;
    if (asks < MAX_ASKS) await clock.wait(BETWEEN_ASKS_MS, call.signal);
  }
  return 'unknown';
}

async function ask(
  { connector, call }: Attempt,
  operation: string,
  { idempotencyKey: key }: LedgerEntry,
): Promise<Recorded | 'not-done' | 'unknown'> {
  try {
    const status = await connector.call({ operation, input: { key }, timeoutMs: call.timeoutMs ?? 10_000 });
    return status.ok ? meaningOf(status.output) : 'unknown';
  } catch (error) {
    if (isAppError(error)) return 'unknown';
    throw error;
  }
}

function meaningOf({ state, output, code }: JsonObject): Recorded | 'not-done' | 'unknown' {
  if (state === 'none') return 'not-done';
  if (state === 'done') return { kind: 'done', output: isObject(output) ? output : {} };
  if (state !== 'refused') return 'unknown';
  return { kind: 'refused', code: typeof code === 'string' ? code : 'refused', message: 'refusé' };
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
