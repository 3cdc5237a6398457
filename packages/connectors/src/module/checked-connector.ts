/** Holds somebody else's connector to the port's promises. */
import { AppError, type Clock, isAppError, type JsonObject, messageOf } from '@facteur/primitives';
import { checkCall } from '../check-call.ts';
import { unknownOperation } from '../combine-connectors.ts';
import { type CallRequest, type CallResult, type Connector, DEFAULT_TIMEOUT_MS, type Operation } from '../connector.ts';

/**
 * `connector`, whose calls are checked before and after, end at their time-out, and throw nothing but AppErrors. What it throws otherwise
 * counts as sent: an effect is then in doubt.
 */
export function checkedConnector(connector: Connector, clock: Clock): Connector {
  const known = new Map(connector.operations.map((operation) => [operation.name, operation]));
  const inFlight = new Set<Promise<unknown>>();
  return {
    name: connector.name,
    operations: connector.operations,
    async call(request) {
      const operation = known.get(request.operation);
      if (operation === undefined) throw unknownOperation(request.operation, [...known.keys()]);
      checkCall(operation, request);
      if (request.signal?.aborted) throw failed(operation, 'the call was cancelled', { sent: false });
      const call = inTime(callOf(connector, operation, request), operation, request, clock);
      const settled = call.catch(() => undefined).finally(() => inFlight.delete(settled));
      inFlight.add(settled);
      return checkResult(operation, await call);
    },
    async close() {
      await Promise.all(inFlight);
      await connector.close();
    },
  };
}

async function callOf(connector: Connector, operation: Operation, request: CallRequest): Promise<unknown> {
  try {
    return await connector.call(request);
  } catch (cause) {
    if (isAppError(cause, 'CONNECTOR_FAILED') || isAppError(cause, 'BAD_INPUT')) throw cause;
    throw failed(operation, messageOf(cause), { cause });
  }
}

async function inTime(call: Promise<unknown>, operation: Operation, request: CallRequest, clock: Clock) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal } = request;
  const over = new AbortController();
  const stop = (): void => over.abort();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const late = clock.wait(timeoutMs, over.signal).then(() => {
      throw failed(operation, over.signal.aborted ? 'the call was cancelled' : `no answer in ${timeoutMs} ms`);
    });
    return await Promise.race([call, late]);
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

function checkResult(operation: Operation, result: unknown): CallResult {
  if (!isObject(result) || typeof result.ok !== 'boolean')
    throw failed(operation, 'its result is neither { ok: true, output } nor { ok: false, code, message }');
  if (result.ok) {
    if (!isObject(result.output)) throw failed(operation, 'its output is no object');
    return { ok: true, output: result.output as JsonObject };
  }
  const { code, message } = result;
  if (typeof code !== 'string' || !operation.errors.includes(code))
    throw failed(operation, `it refused with the undeclared code ${String(code).slice(0, 100)}`);
  return { ok: false, code, message: typeof message === 'string' ? message : code };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failed({ name }: Operation, why: string, details: { sent?: boolean; cause?: unknown } = {}): AppError {
  return new AppError('CONNECTOR_FAILED', `${name} failed: ${why}`, {
    retry: 'later',
    operation: name,
    sent: true,
    ...details,
  });
}
