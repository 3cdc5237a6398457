/** Reads what `strace -f -y` wrote: which calls were made, and when each began and ended. Moments are line numbers. */

/** One call of any thread. */
export interface SystemCall {
  readonly name: string;
  /** From its name on, as strace printed it, both halves of an interrupted line joined. */
  readonly text: string;
  readonly begun: number;
  readonly ended: number;
  readonly isOk: boolean;
}

/** Calls that ended, in the order in which they began. */
export function readCalls(trace: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const waiting = new Map<string, { text: string; begun: number }>();
  for (const [moment, line] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(?:\[pid +)?(\d+)\]? +(.*)$/.exec(line) ?? [];
    const begun = /^(.*) <unfinished \.\.\.>$/.exec(rest)?.[1];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1];
    const before = waiting.get(thread);
    if (begun !== undefined) waiting.set(thread, { text: begun, begun: moment });
    else if (resumed !== undefined && before !== undefined)
      calls.push(ended(before.text + resumed, before.begun, moment));
    else if (/^\w+\(/.test(rest)) calls.push(ended(rest, moment, moment));
  }
  return calls.sort((a, b) => a.begun - b.begun);
}

function ended(text: string, begun: number, moment: number): SystemCall {
  const name = /^\w+/.exec(text)?.[0] ?? '';
  return { name, text, begun, ended: moment, isOk: /\) += +\d/.test(text) };
}

/** The first call like `pattern` that begins after `moment`. @throws Error when there is none */
export function firstAfter(calls: readonly SystemCall[], moment: number, pattern: RegExp): SystemCall {
  const found = calls.find(({ begun, text, isOk }) => begun > moment && isOk && pattern.test(text));
  if (found === undefined) throw new Error(`No call like ${pattern} after line ${moment}`);
  return found;
}

/** The last call like `pattern` that ends before `moment`. @throws Error when there is none */
export function lastBefore(calls: readonly SystemCall[], moment: number, pattern: RegExp): SystemCall {
  const found = calls.findLast(({ ended, text, isOk }) => ended < moment && isOk && pattern.test(text));
  if (found === undefined) throw new Error(`No call like ${pattern} before line ${moment}`);
  return found;
}

/**
 * When `writes` writes to `file` that began after `moment` are on disk: each was made by a descriptor opened synchronous
 * (open(2), O_DSYNC), or a sync that began after it has ended. Infinity when they never are.
 */
export function durableAt(calls: readonly SystemCall[], file: string, moment: number, writes: number): number {
  const own = calls.filter(({ text, isOk }) => isOk && text.includes(`<${file}>`));
  const written = own.filter(({ name, begun }) => /^p?writev?(64)?$/.test(name) && begun > moment);
  const durable = written.slice(0, writes).map((write) => {
    const descriptor = /^\w+\((\d+)</.exec(write.text)?.[1];
    const isSynchronous = own.some(
      ({ name, text }) => name === 'openat' && /O_D?SYNC/.test(text) && text.endsWith(`= ${descriptor}<${file}>`),
    );
    if (isSynchronous) return write.ended;
    const sync = own.find(({ name, begun }) => /^f(data)?sync$/.test(name) && begun > write.ended);
    return sync?.ended ?? Number.POSITIVE_INFINITY;
  });
  return durable.length < writes ? Number.POSITIVE_INFINITY : Math.max(...durable);
}
