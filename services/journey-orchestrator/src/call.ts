/** Makes a connector call: a plain one at once, money and goods through the ledger. */
import type { CallRequest, CallResult, Connector, Operation } from '@facteur/connectors';
import { AppError, type Clock, isAppError, type JsonObject } from '@facteur/primitives';
import type { EffectRunner } from '@facteur/runtime';
import type { Claim, Ledger, LedgerEntry } from './ledger.ts';

/** The effect `call`. */
export interface CallInput {
  readonly operation: string;
  readonly input: JsonObject;
  readonly sender: { readonly address: string; readonly proven: boolean };
  readonly oncePer?: string;
}

/** What it gives back. */
export type CallAnswer =
  | { readonly kind: 'done'; readonly output: JsonObject }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'in-doubt'; readonly message: string };

/** How long after being claimed an attempt may still be sent: a process that slept longer must not wake up and pay. */
const SEND_WITHIN_MS = 5_000;
const TIMEOUT_MS = 10_000;

/** The runner of the effect `call`. Thrown errors are tried again by the kernel, with the same idempotency key. */
export function callRunner(connector: Connector, ledger: Ledger, clock: Clock): EffectRunner {
  return async (effect, { subject, signal }): Promise<CallAnswer> => {
    const request = effect.input as CallInput;
    const operation = connector.operations.find(({ name }) => name === request.operation);
    if (!operation) throw new AppError('CONNECTOR_FAILED', `No connector has the operation ${request.operation}`);
    const call: CallRequest = {
      operation: request.operation,
      input: request.input,
      sender: request.sender,
      timeoutMs: TIMEOUT_MS,
      signal,
    };
    if (operation.effect === 'none') return answerOf(await connector.call(call));
    const { oncePer } = request;
    if (oncePer === undefined)
      throw new AppError('CONNECTOR_FAILED', `${request.operation} moves ${operation.effect} and has no once-per`);
    const claim: Claim = {
      caseNumber: subject,
      effectId: effect.id,
      operation: operation.name,
      oncePer,
      input: request.input,
    };
    return callOnce({ connector, ledger, clock, operation }, claim, call);
  };
}

function answerOf(result: CallResult): CallAnswer {
  return result.ok
    ? { kind: 'done', output: result.output }
    : { kind: 'refused', code: result.code, message: result.message };
}

interface Tools {
  readonly connector: Connector;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly operation: Operation;
}

async function callOnce(tools: Tools, claim: Claim, call: CallRequest): Promise<CallAnswer> {
  const { ledger, clock, operation } = tools;
  const state = await ledger.claim(claim);
  if (state.kind === 'taken')
    return { kind: 'refused', code: 'already-done', message: `${operation.name} was done for ${claim.oncePer} before` };
  if (state.kind === 'ended') return state.result;
  if (state.kind === 'free' || operation.idempotent) return attempt(tools, claim, call, state.entry);
  // An attempt was begun and its end is unknown, as after a crash. Someone may still be sending: wait that out first.
  if (clock.now() < state.entry.sendBeforeMs + TIMEOUT_MS)
    throw new AppError('CONNECTOR_FAILED', `${operation.name} may still be under way`, { retry: 'later' });
  return reconcile(tools, claim, call, state.entry);
}

async function attempt(tools: Tools, claim: Claim, call: CallRequest, free: LedgerEntry): Promise<CallAnswer> {
  const { connector, ledger, clock, operation } = tools;
  const entry = await ledger.begin(free, SEND_WITHIN_MS);
  if (!entry || clock.now() > entry.sendBeforeMs)
    throw new AppError('CONFLICT', `${operation.name}: another attempt is under way`, { retry: 'later' });
  try {
    const answer = answerOf(await connector.call({ ...call, idempotencyKey: entry.idempotencyKey }));
    if (answer.kind !== 'in-doubt') await ledger.end(entry, claim.caseNumber, answer);
    return answer;
  } catch (error) {
    if (isAppError(error) && error.details.sent === false) await ledger.release(entry);
    else if (!operation.idempotent && isAppError(error, 'CONNECTOR_FAILED'))
      return reconcile(tools, claim, call, entry);
    throw error;
  }
}

/** Asks the system whether it was done; a system that cannot tell leaves the effect in doubt, for a human. */
async function reconcile(
  { connector, ledger, operation }: Tools,
  claim: Claim,
  call: CallRequest,
  entry: LedgerEntry,
): Promise<CallAnswer> {
  const inDoubt: CallAnswer = {
    kind: 'in-doubt',
    message: `${operation.name} (${claim.oncePer}) was begun; whether it was done is not known`,
  };
  if (operation.status === undefined) return inDoubt;
  const status = await connector.call({
    operation: operation.status,
    input: { key: entry.idempotencyKey },
    timeoutMs: call.timeoutMs ?? TIMEOUT_MS,
  });
  if (!status.ok) return inDoubt;
  const { state, output, code } = status.output as { state?: string; output?: JsonObject; code?: string };
  if (state === 'done') return record(ledger, claim, entry, { kind: 'done', output: output ?? {} });
  if (state === 'refused')
    return record(ledger, claim, entry, { kind: 'refused', code: code ?? 'refused', message: 'refused' });
  if (state !== 'none') return inDoubt;
  await ledger.release(entry);
  throw new AppError('CONNECTOR_FAILED', `${operation.name} was not done; trying again`, { retry: 'later' });
}

async function record(
  ledger: Ledger,
  claim: Claim,
  entry: LedgerEntry,
  result: Exclude<CallAnswer, { kind: 'in-doubt' }>,
): Promise<CallAnswer> {
  await ledger.end(entry, claim.caseNumber, result);
  return result;
}
