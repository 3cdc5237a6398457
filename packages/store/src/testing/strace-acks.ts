/** Reads from what strace saw whether each acknowledgement came after the data was on disk. */

/** One line "ack …" that the traced process wrote. `wrote`: the file was written since the one before. */
export interface TracedAck {
  readonly ack: string;
  readonly wrote: boolean;
  readonly durable: boolean;
}

const CALL = /^\d+ +(\w+)\((\d+)<([^>]*)>/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>.*= (-?\d+)/;
const OPENED_DSYNC = /openat\(.*O_DSYNC.* = (\d+)</;

/**
 * The acknowledgements in the output of `strace -f -y`, held against the writes and syncs of `file`. A write is durable when an fdatasync,
 * fsync or msync that began after it succeeded, or when its descriptor is O_DSYNC and it has returned.
 */
export function tracedAcks(trace: string, file: string): readonly TracedAck[] {
  const acks: TracedAck[] = [];
  const synchronous = new Set<string>();
  const unfinished = new Map<string, string>();
  let wrote = false;
  let writes = 0;
  let syncedWrites = 0;
  let writesAtSync = 0;
  const begin = (call: string, fd: string): void => {
    if (isWrite(call)) {
      wrote = true;
      if (!synchronous.has(fd)) writes += 1;
    } else if (isSync(call)) writesAtSync = writes;
  };
  const end = (call: string, succeeded: boolean): void => {
    if (isSync(call) && succeeded) syncedWrites = Math.max(syncedWrites, writesAtSync);
  };
  for (const line of trace.split('\n')) {
    const ack = /write\(1<.*"(ack [^"\\]*)/.exec(line)?.[1];
    if (ack !== undefined) {
      acks.push({ ack, wrote, durable: syncedWrites === writes && unfinished.size === 0 });
      wrote = false;
      continue;
    }
    const opened = line.includes(file) ? OPENED_DSYNC.exec(line)?.[1] : undefined;
    if (opened !== undefined) synchronous.add(opened);
    const [, call = '', fd = '', path] = CALL.exec(line) ?? [];
    const pid = line.split(' ', 1)[0] ?? '';
    if (path === file) {
      begin(call, fd);
      if (line.includes('<unfinished')) unfinished.set(pid, call);
      else end(call, line.includes(' = 0'));
    }
    const [, resumedPid = '', resumed = '', result] = RESUMED.exec(line) ?? [];
    if (unfinished.get(resumedPid) === resumed) {
      unfinished.delete(resumedPid);
      end(resumed, result === '0');
    }
  }
  return acks;
}

function isWrite(call: string): boolean {
  return ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'].includes(call);
}

function isSync(call: string): boolean {
  return ['fdatasync', 'fsync', 'msync'].includes(call);
}
