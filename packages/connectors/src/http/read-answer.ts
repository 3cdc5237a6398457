/** From an HTTP answer to a result: JSON objects are outputs, problem documents (RFC 9457) with a declared `code` are refusals. */
import { AppError, type JsonObject } from '@facteur/primitives';
import type { CallResult, Operation } from '../connector.ts';
import type { WireAnswer } from './exchange.ts';
import type { HttpOperation } from './request-of.ts';

const REFUSAL_STATUSES: ReadonlySet<number> = new Set([403, 404, 409, 422]);
/** The request itself is wrong: sending it again cannot help. */
const HOPELESS_STATUSES: ReadonlySet<number> = new Set([400, 405, 413, 415, 422]);
const MAX_MESSAGE_CHARACTERS = 500;

/** @throws AppError `CONNECTOR_FAILED` for anything that is neither an output nor a declared refusal */
export function readAnswer(operation: HttpOperation, { status, body }: WireAnswer): CallResult {
  const json = status === 204 ? {} : parseObject(body);
  if (status >= 200 && status < 300) {
    if (json === undefined) throw failed(operation, status, 'which is no JSON object');
    return { ok: true, output: json };
  }
  const code = json?.code;
  if (REFUSAL_STATUSES.has(status) && typeof code === 'string' && operation.errors.includes(code)) {
    return { ok: false, code, message: messageOf(json, code) };
  }
  const usual = operation.codes?.[status];
  if (usual !== undefined) return { ok: false, code: usual, message: messageOf(json, usual) };
  throw failed(
    operation,
    status,
    typeof code === 'string' ? `with the undeclared code ${code.slice(0, 100)}` : 'without a code',
  );
}

function parseObject(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(problem: JsonObject | undefined, code: string): string {
  const text = [problem?.detail, problem?.title].find((value) => typeof value === 'string' && value !== '');
  return String(text ?? code).slice(0, MAX_MESSAGE_CHARACTERS);
}

function failed(operation: Operation, status: number, what: string): AppError {
  return new AppError('CONNECTOR_FAILED', `${operation.name} answered ${status} ${what}`, {
    retry: HOPELESS_STATUSES.has(status) ? 'never' : 'later',
    operation: operation.name,
    status,
    sent: true,
  });
}
