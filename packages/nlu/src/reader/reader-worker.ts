/** The thread that reads mails. Vectors are asked of its owner, who holds the model that makes them and its cache. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Embedder } from '@facteur/encoder';
import { messageOf } from '@facteur/primitives';
import type { MailText } from '../understanding.ts';
import { unread } from './failures.ts';
import { type ReadMails, readingWith } from './mail-reader.ts';
import type { FarEmbedder, ReaderNews, ReaderOrder, ReaderSettings, Which } from './protocol.ts';

const { knowledge, embedders } = workerData as ReaderSettings;
const tell = (news: ReaderNews): void => parentPort?.postMessage(news);

interface Asked {
  resolve(vectors: readonly Float32Array[]): void;
  reject(error: Error): void;
}
const asked = new Map<number, Asked>();
let lastId = 0;
let reading: ((mails: readonly MailText[]) => Promise<ReadMails>) | undefined;

function far(which: Which, { id, dimensions }: FarEmbedder): Embedder {
  return {
    ...{ id, dimensions },
    embed: (texts) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        asked.set(lastId, { resolve, reject });
        tell({ kind: 'embed', id: lastId, which, texts });
      }),
    close: async () => undefined,
  };
}

const parts = {
  knowledge,
  ...(embedders.full && { embedder: far('full', embedders.full) }),
  ...(embedders.fast && { fastEmbedder: far('fast', embedders.fast) }),
  onTrouble: (error: unknown) => tell({ kind: 'trouble', message: messageOf(error) }),
  onAnswered: (by: { fast: number; full: number }) => tell({ kind: 'answered', by }),
};

async function read(id: number, mails: string): Promise<void> {
  try {
    if (reading === undefined) throw unread('no model is in use yet');
    tell({ kind: 'read', id, read: JSON.stringify(await reading(JSON.parse(mails) as MailText[])) });
  } catch (error) {
    tell({ kind: 'failed', id, message: messageOf(error) });
  }
}

function settle(id: number): Asked | undefined {
  const waiting = asked.get(id);
  asked.delete(id);
  return waiting;
}

parentPort?.on('message', (order: ReaderOrder) => {
  switch (order.kind) {
    case 'use':
      reading = readingWith(parts, order);
      break;
    case 'read':
      void read(order.id, order.mails);
      break;
    case 'vectors':
      settle(order.id)?.resolve(order.vectors);
      break;
    case 'no-vectors':
      settle(order.id)?.reject(new Error(order.message));
      break;
  }
});
