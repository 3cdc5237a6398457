/** From a call to what goes over the wire: path, headers, body. Nothing is sent from here. */
import { AppError, type Json, type JsonObject } from '@facteur/primitives';
import { badInput, checkCall } from '../check-call.ts';
import type { CallRequest, Operation } from '../connector.ts';

/** The methods that operations may use. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where an input goes that does not stand in the path. */
export type InputPlace = 'query' | 'header' | 'body';

/** An operation and where it lives. `{input}` in `path` is filled from the inputs. */
export interface HttpOperation extends Operation {
  readonly method: HttpMethod;
  /** Below the base URL, beginning with `/`. */
  readonly path: string;
  /** Places of the other inputs. Default: the JSON body, or the query for GET and DELETE. */
  readonly places?: Readonly<Record<string, InputPlace>>;
  /** Whether `Idempotency-Key` and the proven sender's `X-Customer-Address` are sent. Default both. */
  readonly tells?: { readonly key: boolean; readonly sender: boolean };
  /** Refusal codes of statuses (400 to 499), for systems that answer no problem document with a `code`. */
  readonly codes?: Readonly<Record<number, string>>;
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
  const pieces = operation.path.split(/\{([^{}/]+)\}/);
  const inPath = pieces.filter((_, index) => index % 2 === 1);
  const stray = inPath.find((name) => operation.inputs[name] === undefined);
  if (stray !== undefined) {
    throw new AppError(
      'CONFIG_INVALID',
      `Path ${operation.path} of ${operation.name} needs {${stray}}, which is not an input`,
    );
  }
  const placed = placesOf(operation, inPath);
  const hasBody = operation.places === undefined ? takesBody(operation) : placed.body.length > 0;
  return (call) => {
    checkCall(operation, call);
    const path = pieces
      .map((piece, index) => (index % 2 === 1 ? pathSegment(operation, piece, call.input) : piece))
      .join('');
    return {
      method: operation.method,
      path: path + queryOf(operation, placed.query, call.input),
      headers: { ...inputHeaders(operation, placed.header, call.input), ...headersOf(operation, call, hasBody) },
      body: hasBody ? JSON.stringify(Object.fromEntries(placed.body.map((name) => [name, call.input[name]]))) : null,
    };
  };
}

function takesBody({ method }: HttpOperation): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

function placesOf(operation: HttpOperation, inPath: readonly string[]): Record<InputPlace, readonly string[]> {
  const usual = takesBody(operation) ? 'body' : 'query';
  const others = Object.keys(operation.inputs).filter((name) => !inPath.includes(name));
  const at = (place: InputPlace) => others.filter((name) => (operation.places?.[name] ?? usual) === place);
  return { query: at('query'), header: at('header'), body: at('body') };
}

function inputHeaders(operation: HttpOperation, names: readonly string[], input: JsonObject): Record<string, string> {
  const given = names.filter((name) => input[name] !== undefined && input[name] !== null);
  const headers = given.map((name) => {
    const text = scalar(operation, name, input[name]);
    if (!/^[\x20-\x7e]*$/.test(text)) throw badInput(operation, `cannot put that value of ${name} in a header`);
    return [name.toLowerCase(), text];
  });
  return Object.fromEntries(headers);
}

/** `.` and `..` would change the path for servers that normalise it, and an empty segment would name the collection. */
function pathSegment(operation: HttpOperation, name: string, input: JsonObject): string {
  const text = scalar(operation, name, input[name]);
  if (text === '' || text === '.' || text === '..')
    throw badInput(operation, `cannot put that value of ${name} in its path`);
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
    throw badInput(operation, `needs a text, a number or a boolean as ${name}`);
  }
  const text = String(value);
  if (/\p{Surrogate}/u.test(text))
    throw badInput(operation, `cannot send that value of ${name}: it is no valid Unicode`);
  return text;
}

/**
 * An address that is not proven, or that cannot stand in a header, is not sent: the system then answers as to a stranger.
 * The key is a structured-field string (draft-ietf-httpapi-idempotency-key-header §2.1).
 */
function headersOf(
  { tells = { key: true, sender: true } }: HttpOperation,
  { sender, idempotencyKey }: CallRequest,
  hasBody: boolean,
): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (hasBody) headers['content-type'] = 'application/json';
  if (tells.key && idempotencyKey !== undefined)
    headers['idempotency-key'] = `"${idempotencyKey.replace(/["\\]/g, '\\$&')}"`;
  if (tells.sender && sender?.proven === true && /^[\x21-\x7e]+$/.test(sender.address))
    headers['x-customer-address'] = sender.address;
  return headers;
}
