/** Reading what `strace -f -y` wrote. */

/** One system call that succeeded. `begun` and `ended` are line numbers of the trace. */
export interface TracedCall {
  readonly name: string;
  readonly text: string;
  readonly begun: number;
  readonly ended: number;
}

/** The calls of a trace that succeeded, in the order in which they ended; those cut in two by another thread are joined. */
export function tracedCalls(trace: string): TracedCall[] {
  const unfinished = new Map<string, { text: string; begun: number }>();
  const calls: TracedCall[] = [];
  for (const [ended, line] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const [, head] = /^(.*) <unfinished \.\.\.>$/.exec(rest) ?? [];
    if (head !== undefined) {
      unfinished.set(thread, { text: head, begun: ended });
      continue;
    }
    const [, tail] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? [];
    const start = tail === undefined ? { text: '', begun: ended } : unfinished.get(thread);
    const text = `${start?.text ?? ''}${tail ?? rest}`;
    const [, name] = /^(\w+)\(.*\)\s+= \d+/.exec(text) ?? [];
    if (name !== undefined) calls.push({ name, text, begun: start?.begun ?? ended, ended });
  }
  return calls;
}
