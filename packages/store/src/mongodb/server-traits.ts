/** What the server is that answers, where that makes a difference. */
import type { Db } from 'mongodb';

/**
 * FerretDB 1.24 on SQLite keeps a connection of its pool of 100 for each update of a command, and waits for ever when none is left; several
 * commands at once share them.
 */
const FERRETDB_UPDATES_AT_ONCE = 16;

/** Where servers of the protocol differ. */
export interface ServerTraits {
  /** Most updates that one command may hold. */
  readonly updatesAtOnce: number;
}

/** Asks the server what it is; so it also tells whether anybody answers. */
export async function askTraits(db: Db): Promise<ServerTraits> {
  const { ferretdbVersion } = await db.command({ buildInfo: 1 });
  return { updatesAtOnce: ferretdbVersion === undefined ? Number.POSITIVE_INFINITY : FERRETDB_UPDATES_AT_ONCE };
}
