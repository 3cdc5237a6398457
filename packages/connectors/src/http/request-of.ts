/** From a call to what goes over the wire: path, headers, body. Nothing is sent from here. */
import { AppError, type Json, type JsonObject } from '@facteur/primitives';
import type { CallRequest, Operation } from '../connector.ts';

/** The methods that operations may use. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * An operation and where it lives. `{input}` in `path` is filled from the inputs; the other inputs go into the JSON body, or into the
 * query string for GET and DELETE.
 */
export interface HttpOperation extends Operation {
  readonly method: HttpMethod;
  /** Below the base URL, beginning with `/`. */
  readonly path: string;
}

/** What is sent for one call. */
export interface WireRequest {
  readonly method: HttpMethod;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** Reads the path template once. @throws AppError `CONFIG_INVALID` when it names an input that is not declared */
export function compileOperation(operation: HttpOperation): (call: CallRequest) => WireRequest {
  const pieces = operation.path.split(/\{(\w+)\}/);
  const inPath = pieces.filter((_, index) => index % 2 === 1);
  const stray = inPath.find((name) => operation.inputs[name] === undefined);
  if (stray !== undefined) {
    throw new AppError(
      'CONFIG_INVALID',
      `Path ${operation.path} of ${operation.name} needs {${stray}}, which is not an input`,
    );
  }
  const others = Object.keys(operation.inputs).filter((name) => !inPath.includes(name));
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  return (call) => {
    checkCall(operation, call);
    const path = pieces
      .map((piece, index) => (index % 2 === 1 ? pathSegment(operation, piece, call.input) : piece))
      .join('');
    return {
      method: operation.method,
      path: hasBody ? path : path + queryOf(operation, others, call.input),
      headers: headersOf(call, hasBody),
      body: hasBody ? JSON.stringify(Object.fromEntries(others.map((name) => [name, call.input[name]]))) : null,
    };
  };
}

function checkCall(operation: HttpOperation, { input, idempotencyKey }: CallRequest): void {
  for (const [name, { required }] of Object.entries(operation.inputs)) {
    if (required && (input[name] === undefined || input[name] === null))
      throw bad(operation, `needs the input ${name}`);
  }
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(operation.inputs, name)) throw bad(operation, `has no input ${name}`);
  }
  if (operation.effect !== 'none' && idempotencyKey === undefined) throw bad(operation, 'needs an idempotency key');
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw bad(operation, 'needs an idempotency key of 1 to 255 printable ASCII characters');
  }
}

/** `.` and `..` would change the path for servers that normalise it, and an empty segment would name the collection. */
function pathSegment(operation: HttpOperation, name: string, input: JsonObject): string {
  const text = scalar(operation, name, input[name]);
  if (text === '' || text === '.' || text === '..')
    throw bad(operation, `cannot put that value of ${name} in its path`);
  return encodeURIComponent(text);
}

function queryOf(operation: HttpOperation, names: readonly string[], input: JsonObject): string {
  const pairs = names
    .filter((name) => input[name] !== undefined && input[name] !== null)
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(scalar(operation, name, input[name]))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function scalar(operation: HttpOperation, name: string, value: Json | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw bad(operation, `needs a text, a number or a boolean as ${name}`);
  }
  const text = String(value);
  if (/\p{Surrogate}/u.test(text)) throw bad(operation, `cannot send that value of ${name}: it is no valid Unicode`);
  return text;
}

/**
 * An address that is not proven, or that cannot stand in a header, is not sent: the system then answers as to a stranger.
 * The key is a structured-field string (draft-ietf-httpapi-idempotency-key-header §2.1).
 */
function headersOf({ sender, idempotencyKey }: CallRequest, hasBody: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (hasBody) headers['content-type'] = 'application/json';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = `"${idempotencyKey.replace(/["\\]/g, '\\$&')}"`;
  if (sender?.proven === true && /^[\x21-\x7e]+$/.test(sender.address)) headers['x-customer-address'] = sender.address;
  return headers;
}

function bad(operation: Operation, what: string): AppError {
  return new AppError('BAD_INPUT', `Operation ${operation.name} ${what}`, { operation: operation.name });
}
