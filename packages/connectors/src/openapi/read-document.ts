/** An OpenAPI document as it was written: its value, where everything in it stands, and the faults found in it. */
import { AppError, messageOf } from '@facteur/primitives';
import { jsonFaultAt } from './json-fault.ts';
import { type DocumentPath, lineInJson } from './json-places.ts';

/** A parsed text. */
export interface ParsedText {
  readonly value: unknown;
  /** The line, from 1, of what stands at `path`, or of the nearest thing above it. */
  lineOf(path: DocumentPath): number;
}

/** Parses a document that is no JSON, YAML for instance. Throws when it cannot be read, saying where. */
export type TextParser = (text: string) => ParsedText;

/** A map of a document. */
export type Dictionary = Readonly<Record<string, unknown>>;

/** A value and where it stands. */
export interface Placed {
  readonly value: unknown;
  readonly path: DocumentPath;
}

/** A document that is being read. */
export interface OpenApiText {
  readonly root: unknown;
  /** Notes a fault and its remedy. */
  fault(path: DocumentPath, what: string, remedy: string): void;
  /** @throws AppError `CONFIG_INVALID` with every fault that was noted: `file:line: #/pointer: what. Remedy.` */
  done(): void;
  /** Follows `$ref` within the document; notes a fault and gives undefined where it leads nowhere. */
  resolve(placed: Placed): Placed | undefined;
}

const MAX_HOPS = 20;

/** @throws AppError `CONFIG_INVALID` when `text` is no JSON (or not what `parse` reads), naming the line */
export function openText(file: string, text: string, parse: TextParser = parseJson): OpenApiText {
  const { value: root, lineOf } = parseOr(file, text, parse);
  const faults: string[] = [];
  const fault: OpenApiText['fault'] = (path, what, remedy) => {
    const told = `${file}:${lineOf(path)}: ${pointerOf(path)}: ${what}. ${remedy}.`;
    if (!faults.includes(told)) faults.push(told);
  };
  return {
    root,
    fault,
    done() {
      if (faults.length > 0) throw new AppError('CONFIG_INVALID', faults.join('\n'), { file, faults: faults.length });
    },
    resolve(placed) {
      let at = placed;
      for (let hop = 0; hop < MAX_HOPS; hop += 1) {
        const reference = isDictionary(at.value) ? at.value.$ref : undefined;
        if (reference === undefined) return at;
        const target = typeof reference === 'string' ? find(root, reference) : undefined;
        if (target === undefined) {
          fault([...at.path, '$ref'], `${JSON.stringify(reference)} leads nowhere in this file`, REF_REMEDY);
          return undefined;
        }
        at = target;
      }
      fault(placed.path, 'its $ref leads back to itself', REF_REMEDY);
      return undefined;
    },
  };
}

const REF_REMEDY = 'Write a reference as "#/components/…"; bring other files into this one';

/** `#/paths/~1orders/get` (RFC 6901 §6). */
function pointerOf(path: DocumentPath): string {
  return `#${path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')}`;
}

function find(root: unknown, reference: string): Placed | undefined {
  if (!reference.startsWith('#/')) return undefined;
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => decode(step).replace(/~1/g, '/').replace(/~0/g, '~'));
  let value = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Dictionary)[step];
  }
  return { value, path: steps };
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseOr(file: string, text: string, parse: TextParser): ParsedText {
  try {
    return parse(text);
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', `${file}: the OpenAPI file cannot be read: ${messageOf(cause)}`, {
      file,
      cause,
    });
  }
}

function parseJson(text: string): ParsedText {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), lineOf: (path) => lineInJson(text, path) };
  } catch (cause) {
    const line = text.slice(0, jsonFaultAt(text)).split('\n').length;
    throw new Error(`line ${line}: it is no JSON`, { cause });
  }
}
