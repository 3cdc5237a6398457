/** Makes a connector call: a plain one at once, money and goods through the ledger. */
import type { CallRequest, CallResult, Connector } from '@facteur/connectors';
import { AppError, type Clock, isAppError, type JsonObject } from '@facteur/primitives';
import type { EffectRunner } from '@facteur/runtime';
import type { Claim, Ledger, LedgerEntry, Recorded } from './ledger.ts';
import { type Attempt, reconcile } from './reconcile.ts';

/** The effect `call`. */
export interface CallInput {
  readonly operation: string;
  readonly input: JsonObject;
  readonly sender: { readonly address: string; readonly proven: boolean };
  readonly oncePer?: string;
  /** Effects of which an advisor said that they were not done. */
  readonly notDone?: readonly string[];
}

/** What it gives back. */
export type CallAnswer = Recorded | { readonly kind: 'in-doubt'; readonly message: string };

/** How long after being claimed an attempt may still be sent: a process that slept longer must not wake up and pay. */
const SEND_WITHIN_MS = 5_000;
const TIMEOUT_MS = 10_000;
/** Attempts whose end is not known before a human is asked: fewer than the kernel makes, which would call it a failure. */
const MAX_TRIES = 5;

/** The runner of the effect `call`. Thrown errors are tried again by the kernel, with the same idempotency key. */
export function callRunner(connector: Connector, ledger: Ledger, clock: Clock): EffectRunner {
  return async (effect, { subject, signal }): Promise<CallAnswer> => {
    const { operation: name, input, sender, oncePer, notDone = [] } = effect.input as CallInput;
    const operation = connector.operations.find((each) => each.name === name);
    if (!operation) throw new AppError('CONNECTOR_FAILED', `No connector has the operation ${name}`);
    const call: CallRequest = { operation: name, input, sender, timeoutMs: TIMEOUT_MS, signal };
    if (operation.effect === 'none') return answerOf(await connector.call(call));
    if (oncePer === undefined)
      throw new AppError('CONNECTOR_FAILED', `${name} moves ${operation.effect} and has no once-per`);
    const claim: Claim = { caseNumber: subject, effectId: effect.id, operation: name, oncePer, input, notDone };
    return callOnce({ connector, ledger, clock, operation, claim, call });
  };
}

function answerOf(result: CallResult): Recorded {
  return result.ok
    ? { kind: 'done', output: result.output }
    : { kind: 'refused', code: result.code, message: result.message };
}

async function callOnce(about: Attempt): Promise<CallAnswer> {
  const { ledger, operation, claim } = about;
  const state = await ledger.claim(claim);
  if (state.kind === 'taken') {
    const message = `${operation.name} a déjà été demandé pour ${claim.oncePer} (dossier ${state.caseNumber})`;
    return { kind: 'refused', code: 'already-done', message };
  }
  if (state.kind === 'ended') return state.result;
  if (state.kind === 'free' || operation.idempotent) return attempt(about, state.entry);
  // An attempt was begun and its end is unknown, as after a crash: someone may still be sending.
  return settle(about, state.entry);
}

async function attempt(about: Attempt, free: LedgerEntry): Promise<CallAnswer> {
  const { connector, ledger, clock, operation, call } = about;
  const entry = await ledger.begin(free, SEND_WITHIN_MS);
  if (!entry) throw new AppError('CONFLICT', `${operation.name}: another attempt is under way`, { retry: 'later' });
  if (clock.now() > entry.sendBeforeMs) {
    await unsent(ledger, entry);
    throw new AppError('CONFLICT', `${operation.name}: too late to be sent`, { retry: 'later' });
  }
  let answer: Recorded;
  try {
    answer = answerOf(await connector.call({ ...call, idempotencyKey: entry.idempotencyKey }));
  } catch (error) {
    return afterFailure(about, entry, error);
  }
  return keep(about, entry, answer);
}

async function afterFailure(about: Attempt, entry: LedgerEntry, error: unknown): Promise<CallAnswer> {
  const { ledger, operation, claim } = about;
  if (isUnsent(error)) await unsent(ledger, entry);
  else if (!operation.idempotent) return settle(about, entry);
  const isCertain = isUnsent(error) && !entry.wasSent;
  if (isCertain || entry.tries < MAX_TRIES) throw error;
  return inDoubt(claim);
}

/** Nothing went out this time; what an earlier attempt did stays unknown. */
async function unsent(ledger: Ledger, entry: LedgerEntry): Promise<void> {
  if (!entry.wasSent) await ledger.release(entry);
}

function isUnsent(error: unknown): boolean {
  return isAppError(error, 'BAD_INPUT') || (isAppError(error) && error.details.sent === false);
}

/** Finds out what became of an attempt, once whoever made it can no longer be sending. */
async function settle(about: Attempt, entry: LedgerEntry): Promise<CallAnswer> {
  const { ledger, clock, operation, claim, call } = about;
  await clock.wait(Math.max(0, entry.sendBeforeMs + TIMEOUT_MS - clock.now()), call.signal);
  if (call.signal?.aborted)
    throw new AppError('CONNECTOR_FAILED', `${operation.name} may still be under way`, { retry: 'later' });
  const found = await reconcile(about, entry);
  if (found === 'unknown') return inDoubt(claim);
  if (found !== 'not-done') return keep(about, entry, found);
  await ledger.release(entry);
  throw new AppError('CONNECTOR_FAILED', `${operation.name} was not done; trying again`, { retry: 'later' });
}

function inDoubt({ operation, oncePer }: Claim): CallAnswer {
  return { kind: 'in-doubt', message: `${operation} a été lancé pour ${oncePer} ; on ne sait pas si c’est fait` };
}

/** Records how it ended. What was answered stands even when that cannot be written: an effect that may not be tried again would be in doubt for nothing. */
async function keep({ ledger, operation, claim }: Attempt, entry: LedgerEntry, answer: Recorded): Promise<CallAnswer> {
  try {
    await ledger.end(entry, claim.caseNumber, answer);
  } catch (error) {
    if (operation.idempotent || !isAppError(error)) throw error;
  }
  return answer;
}
