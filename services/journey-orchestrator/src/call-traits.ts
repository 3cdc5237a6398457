/** What people are told of a connector call that waits after a restore, and how they tell that it was made. */
import type { Connector } from '@facteur/connectors';
import { AppError, type JsonObject } from '@facteur/primitives';
import type { EffectRequest, EffectTraits } from '@facteur/runtime';
import { z } from 'zod';
import type { CallInput } from './call.ts';
import type { Claim, Ledger, Recorded } from './ledger.ts';

const recordedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), output: z.record(z.string(), z.json()) }),
  z.object({ kind: z.literal('refused'), code: z.string().min(1), message: z.string().default('') }),
]);

/**
 * `record` takes `{ "kind": "done", "output": … }` with what the operation answered, or `{ "kind": "refused", "code": … }`, and notes it in the
 * ledger, so that no other case has the same money or goods moved again.
 */
export function callTraits(connector: Pick<Connector, 'operations'>, ledger: Ledger): EffectTraits {
  const isRead = ({ operation }: CallInput): boolean =>
    connector.operations.find(({ name }) => name === operation)?.effect === 'none';
  return {
    meaning(effect, { subject }) {
      const input = effect.input as CallInput;
      if (isRead(input)) return { does: input.operation, changes: 'nothing' };
      const claim = claimOf(effect, subject);
      return { does: input.operation, changes: 'once', ...(claim ? { onceBy: ledger.idempotencyKeyOf(claim) } : {}) };
    },
    async record(effect, result, { subject }) {
      const answer = readResult(result);
      const claim = claimOf(effect, subject);
      if (claim === undefined || isRead(effect.input as CallInput)) return answer;
      return recordClaim(ledger, claim, answer);
    },
  };
}

function claimOf({ id, input }: EffectRequest, caseNumber: string): Claim | undefined {
  const { operation, oncePer, input: data, notDone = [] } = input as CallInput;
  return oncePer === undefined ? undefined : { caseNumber, effectId: id, operation, oncePer, input: data, notDone };
}

function readResult(result: unknown): Recorded {
  const found = recordedSchema.safeParse(result);
  if (found.success) return found.data as Recorded & { output: JsonObject };
  throw new AppError(
    'BAD_INPUT',
    'The result is {"kind":"done","output":{…}} with what the operation answered, or {"kind":"refused","code":"…"}',
  );
}

/** @throws AppError `CONFLICT` when another case has it, or someone else is at it */
async function recordClaim(ledger: Ledger, claim: Claim, answer: Recorded): Promise<Recorded> {
  const state = await ledger.claim(claim);
  if (state.kind === 'ended') return state.result;
  if (state.kind === 'taken')
    throw new AppError(
      'CONFLICT',
      `${claim.operation} was done for case ${state.caseNumber}: release this one instead`,
    );
  const entry = await ledger.begin(state.entry, 0);
  if (!entry) throw new AppError('CONFLICT', `${claim.operation} is being tried by another process`);
  await ledger.end(entry, claim.caseNumber, answer);
  return answer;
}
