/** Sealing events: personal fields leave the data and travel encrypted in the extension attribute `sealed`. */
import type { KeyObject } from 'node:crypto';
import type { Event, EventDefinition, PersonalPath } from '@facteur/contracts';
import { seal, unseal } from '@facteur/keys';
import { AppError, type Json, type JsonObject } from '@facteur/primitives';

/** An event as it lies on the bus and in outboxes. Stands where a personal value was: `null`. */
export type WireEvent = JsonObject & { readonly id: string; readonly type: string; readonly subject: string };

type Tree = { [key: string]: unknown };

/** Calls `swap` at every place that `path` leads to and puts what it returns there, in the order of the data. */
function visit(node: unknown, path: PersonalPath, depth: number, swap: (value: unknown) => unknown): void {
  if (node === null || typeof node !== 'object') return;
  const tree = node as Tree;
  const step = path[depth] ?? '';
  const keys = step === '*' ? Object.keys(tree) : tree[step] === undefined ? [] : [step];
  for (const key of keys) {
    if (depth === path.length - 1) tree[key] = swap(tree[key]);
    else visit(tree[key], path, depth + 1, swap);
  }
}

/** Which properties lead on to personal fields, and whither; those that are personal themselves are not among them. */
type Ways = ReadonlyMap<string, Ways>;

const known = new WeakMap<readonly PersonalPath[], Ways>();

/** The ways of `paths`, found once for each event's definition: every event of it is copied along them. */
function waysOf(paths: readonly PersonalPath[]): Ways {
  const found = known.get(paths);
  if (found !== undefined) return found;
  const ways = waysFrom(paths, 0);
  known.set(paths, ways);
  return ways;
}

function waysFrom(paths: readonly PersonalPath[], depth: number): Ways {
  const longer = paths.filter((path) => path.length > depth + 1);
  const steps = new Set(longer.map((path) => path[depth] ?? ''));
  const from = (step: string): Ways =>
    waysFrom(
      longer.filter((path) => path[depth] === step),
      depth + 1,
    );
  return new Map([...steps].map((step) => [step, from(step)]));
}

/** A copy of what `ways` lead through; everything else is shared. */
function copyAlong(node: unknown, ways: Ways): unknown {
  if (node === null || typeof node !== 'object') return node;
  const copy: Tree = (Array.isArray(node) ? [...node] : { ...node }) as Tree;
  for (const [step, onward] of ways)
    for (const key of step === '*' ? Object.keys(copy) : [step]) copy[key] = copyAlong(copy[key], onward);
  return copy;
}

/**
 * `event` with its personal fields sealed by `key`.
 * @throws AppError `KEY_ERASED` when it holds something personal and there is no key: they are never written in the clear
 */
export function sealEvent(event: Event, definition: EventDefinition, key: KeyObject | undefined): WireEvent {
  if (definition.personal.length === 0) return event as unknown as WireEvent;
  const values: unknown[] = [];
  const data = copyAlong(event.data, waysOf(definition.personal));
  for (const path of definition.personal) {
    visit(data, path, 0, (value) => {
      values.push(value);
      return null;
    });
  }
  if (values.length === 0) return event as unknown as WireEvent;
  if (key === undefined)
    throw new AppError('KEY_ERASED', `The key of ${event.subject} is not at hand: nothing personal can be said of it`);
  const sealed = seal(key, Buffer.from(JSON.stringify(values)), event.id).toString('base64');
  return { ...event, data, sealed } as unknown as WireEvent;
}

/** The data of `wire` with its personal fields back in place; not yet checked against the schema. */
export function unsealData(wire: WireEvent, definition: EventDefinition, key: KeyObject): unknown {
  if (typeof wire.sealed !== 'string') return wire.data;
  const values = JSON.parse(unseal(key, Buffer.from(wire.sealed, 'base64'), wire.id).toString()) as Json[];
  const data = copyAlong(wire.data, waysOf(definition.personal));
  let next = 0;
  for (const path of definition.personal) visit(data, path, 0, () => values[next++]);
  return data;
}
