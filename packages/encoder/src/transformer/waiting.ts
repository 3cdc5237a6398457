/** Texts that wait for the model, and which of them go next. Pure but for the list that it keeps. */

/** One call of `embed`, until all its texts are answered. */
export interface WaitingCall {
  readonly texts: readonly string[];
  /** How many of the texts were taken; they are taken in order. */
  taken: number;
}

/** A text of a call. */
export interface Ticket<Call extends WaitingCall> {
  readonly call: Call;
  readonly index: number;
}

/** How much one request to the worker holds at most; a single text is always allowed. */
export interface JobLimits {
  readonly texts: number;
  /** UTF-16 units of all the texts together. */
  readonly characters: number;
}

/** Calls in the order in which they take their next turn. */
export interface Waiting<Call extends WaitingCall> {
  /** Texts not yet taken. */
  readonly size: number;
  add(call: Call): void;
  /** Gives up what waits and tells whose it was. */
  clear(): readonly Call[];
  /** Forgets the rest of one call. */
  remove(call: Call): void;
  /**
   * The texts that go together next: one of each call in turn, so that a mail of one sentence does not wait for a training set of ten
   * thousand, and that callers who wait together share batches.
   */
  take(limits: JobLimits): readonly Ticket<Call>[];
}

/** An empty list. */
export function waitingTexts<Call extends WaitingCall>(): Waiting<Call> {
  let calls: Call[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add: (call) => {
      size += call.texts.length - call.taken;
      if (call.taken < call.texts.length) calls.push(call);
    },
    clear: () => {
      const given = calls;
      calls = [];
      size = 0;
      return given;
    },
    remove: (call) => {
      if (!calls.includes(call)) return;
      calls = calls.filter((other) => other !== call);
      size -= call.texts.length - call.taken;
    },
    take: (limits) => {
      const tickets: Ticket<Call>[] = [];
      let characters = 0;
      let turn = 0;
      while (calls.length > 0 && tickets.length < limits.texts) {
        const place = turn % calls.length;
        const call = calls[place];
        if (call === undefined) break;
        characters += call.texts[call.taken]?.length ?? 0;
        if (tickets.length > 0 && characters > limits.characters) break;
        tickets.push({ call, index: call.taken });
        call.taken += 1;
        if (call.taken < call.texts.length) turn = place + 1;
        else {
          calls.splice(place, 1);
          turn = place;
        }
      }
      // Who was not asked this time comes first the next time.
      const next = calls.length === 0 ? 0 : turn % calls.length;
      calls = [...calls.slice(next), ...calls.slice(0, next)];
      size -= tickets.length;
      return tickets;
    },
  };
}
