/** A back office with the shipped data in a store in memory, and a customer's view of it. */
import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import type { Store } from '@facteur/store';
import type { CallResult } from '../../connector.ts';
import { demoConnector } from '../demo-operations.ts';
import { openBackOffice } from '../open-back-office.ts';
import { memoryStore } from './memory-store.ts';

/** The shipped customers that tests are. */
export const WHO = {
  claire: 'claire.martin@courriel.example',
  karim: 'karim.benali@mail.example',
  elodie: 'elodie.lefevre@courriel.example',
  dubois: 'jm.dubois@mail.example',
  fatou: 'fatou.diallo@courriel.example',
  emily: 'emily.carter@mail.example',
} as const;

export interface Office {
  readonly url: string;
  /** A call that changes nothing, as `from` (proven) or as nobody. */
  ask(operation: string, input: JsonObject, from?: string): Promise<CallResult>;
  act(operation: string, input: JsonObject, key: string, from: string): Promise<CallResult>;
  /** `ok` or the refusal's code. */
  code(call: Promise<CallResult>): Promise<string>;
  /** The answer. @throws when it is a refusal */
  output(call: Promise<CallResult>): Promise<JsonObject>;
  audit(path: string): Promise<JsonObject>;
  /** Closes it and opens it again on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** It is the 5th of January 2026, and `day` later on; days in the shipped data count from the first start. */
export async function openOffice({
  store = memoryStore(),
  data,
}: {
  store?: Store;
  data?: string;
} = {}): Promise<Office & { later(days: number): Promise<void> }> {
  const clock = fakeClock();
  const open = () => openBackOffice({ store, port: 0, clock, ...(data === undefined ? {} : { data }) });
  let office = await open();
  let shop = demoConnector(office.url);
  const shut = async (): Promise<void> => {
    await shop.close();
    await office.close();
  };
  return {
    get url() {
      return office.url;
    },
    ask: (operation, input, from) =>
      shop.call({ operation, input, ...(from === undefined ? {} : { sender: { address: from, proven: true } }) }),
    act: (operation, input, idempotencyKey, from) =>
      shop.call({ operation, input, idempotencyKey, sender: { address: from, proven: true } }),
    async code(call) {
      const result = await call;
      return result.ok ? 'ok' : result.code;
    },
    async output(call) {
      const result = await call;
      if (!result.ok) throw new Error(`refused: ${result.code}, ${result.message}`);
      return result.output;
    },
    audit: async (path) => (await (await fetch(office.url + path)).json()) as JsonObject,
    async restart() {
      await shut();
      office = await open();
      shop = demoConnector(office.url);
    },
    close: shut,
    later: (days) => clock.advance(days * 86_400_000),
  };
}
