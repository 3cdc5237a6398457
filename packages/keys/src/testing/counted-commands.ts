/** Counting what a client asks of the server. */
import { MongoClient } from 'mongodb';

/** A client, and what it has asked for. */
export interface CountedClient {
  readonly client: MongoClient;
  /** The names of the commands sent while `work` ran, in order, without those about sessions. */
  during(work: () => Promise<unknown>): Promise<readonly string[]>;
}

const OF_SESSIONS = new Set(['endSessions', 'hello', 'ismaster']);

/** A client of the database at `uri`; close it. */
export function countedClient(uri: string): CountedClient {
  const client = new MongoClient(uri, { monitorCommands: true });
  let names: string[] = [];
  client.on('commandStarted', ({ commandName }) => {
    if (!OF_SESSIONS.has(commandName)) names.push(commandName);
  });
  return {
    client,
    async during(work) {
      names = [];
      await work();
      return names;
    },
  };
}
