/** What an adapter can do so that a backup is made of it. Where brokers keep the log themselves, only the groups' places are noted. */

/** The next message that `group` gets of a partition. */
export interface GroupPlace {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A place that a group could not be set back to: the log begins later or ends before it. It was set to `offset` instead. */
export interface MissedPlace {
  readonly place: GroupPlace;
  readonly offset: number;
}

/** A topic with the end (the next offset to be written) of each of its partitions. */
export interface LoggedTopic {
  readonly name: string;
  readonly ends: readonly number[];
}

/** Messages that follow each other in a partition. */
export interface LoggedMessages {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the first one. */
  readonly first: number;
  readonly count: number;
  /** When they were published (ms since 1970). */
  readonly timeMs: number;
  /** `[key, value, key, value, …]` as JSON: it goes from log to log unread. */
  readonly json: string;
}

/** The log as it was at one moment, whatever is published meanwhile. */
export interface LogSnapshot {
  readonly topics: readonly LoggedTopic[];
  /** Every message kept, in order within a partition. It can be run through once. @throws AppError `BUS_UNAVAILABLE` (retry later) */
  messages(): AsyncIterable<LoggedMessages>;
  /** To be called whatever happens: an open snapshot keeps the log from using its space again. Doing it twice is fine. */
  close(): Promise<void>;
}

/** Copies the log of a bus that keeps it itself. */
export interface LogBackup {
  snapshot(): Promise<LogSnapshot>;
  /** True when no message was ever published. */
  isEmpty(): Promise<boolean>;
  /**
   * Takes in a log, each message at its offset and with its age, into a bus that is empty and has no consumers. Topics that
   * were not declared are left out.
   * @throws AppError `CONFLICT` (never) when it is not empty, or a topic has another number of partitions here; `DISK_FULL`,
   *   `BUS_UNAVAILABLE` (retry later, into an empty bus)
   */
  load(topics: readonly LoggedTopic[], messages: AsyncIterable<LoggedMessages>): Promise<void>;
}

/** The capability; adapters that have it give it as `Bus.backup`. */
export interface BusBackup {
  /** Where every durable group stands. What a group has handled is below its place; more may be. */
  places(): Promise<readonly GroupPlace[]>;
  /**
   * Sets groups to `places`, so that everything from there on is delivered again. Durable when it resolves.
   * @returns those of which older or newer messages are gone
   * @throws AppError `CONFLICT` (never) while a group has consumers; `BUS_UNAVAILABLE` (retry later)
   */
  rewind(places: readonly GroupPlace[]): Promise<readonly MissedPlace[]>;
  /** Absent where brokers keep the log: their own copies protect it. */
  readonly log?: LogBackup;
}
