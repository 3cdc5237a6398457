/** How the log keeps messages: a chunk is the JSON array `[key, value, key, value, …]` in UTF-8. */
import { AppError, type Json } from '@facteur/primitives';
import { type Delivered, MAX_MESSAGE_BYTES, type Message } from '../bus.ts';
import type { Partition } from './topics.ts';

const COMMA = 0x2c;
const OPENING = 0x5b;
const CLOSING = 0x5d;
/** A UTF-16 code unit takes at most that many bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/** A message ready to be written: `key` and `value` as JSON. */
export interface EncodedMessage {
  readonly partition: Partition;
  readonly key: string;
  readonly value: string;
}

/** @throws AppError `EVENT_TOO_LARGE` above `MAX_MESSAGE_BYTES`, `BAD_INPUT` for a value that is not JSON */
export function encodeMessage(message: Message, partition: Partition): EncodedMessage {
  const { topic } = message;
  const value: string | undefined = JSON.stringify(message.value);
  if (value === undefined) throw new AppError('BAD_INPUT', `A message for topic ${topic} has no JSON value`, { topic });
  if (value.length * MAX_BYTES_PER_UNIT > MAX_MESSAGE_BYTES) assertSize(topic, Buffer.byteLength(value));
  return { partition, key: JSON.stringify(message.key), value };
}

function assertSize(topic: string, bytes: number): void {
  if (bytes <= MAX_MESSAGE_BYTES) return;
  const text = `A message for topic ${topic} has ${bytes} bytes; at most ${MAX_MESSAGE_BYTES} are allowed`;
  throw new AppError('EVENT_TOO_LARGE', text, { topic, bytes, maxBytes: MAX_MESSAGE_BYTES });
}

/** About the size of an encoded message: exact for ASCII, too low for the rest. */
export function charactersOf({ key, value }: EncodedMessage): number {
  return key.length + value.length + 2;
}

/** Turns messages into chunks; it keeps a buffer between calls, which takes a third of the time of joining strings. */
export function createChunkEncoder(): (messages: readonly EncodedMessage[]) => Buffer {
  let scratch = Buffer.alloc(0);
  return (messages) => {
    const characters = messages.reduce((sum, message) => sum + charactersOf(message), 2);
    if (scratch.length < characters * MAX_BYTES_PER_UNIT) scratch = Buffer.alloc(characters * MAX_BYTES_PER_UNIT);
    let at = 0;
    for (const { key, value } of messages) {
      scratch[at] = at === 0 ? OPENING : COMMA;
      at += 1 + scratch.write(key, at + 1);
      scratch[at] = COMMA;
      at += 1 + scratch.write(value, at + 1);
    }
    scratch[at] = CLOSING;
    return Buffer.from(scratch.subarray(0, at + 1)); // its own copy: it must stay as it is until it is written
  };
}

/** The messages of a chunk whose first offset is `first`. */
export function decodeChunk(chunk: Uint8Array, first: number): Delivered[] {
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString();
  const items = JSON.parse(text) as readonly Json[];
  const messages: Delivered[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    messages.push({ key: items[i] as string, offset: first + i / 2, value: items[i + 1] as Json });
  }
  return messages;
}

/** The message that a reader of the log will get, as a value of its own. */
export function decodeMessage({ key, value }: EncodedMessage, offset: number): Delivered {
  return { key: JSON.parse(key) as string, offset, value: JSON.parse(value) as Json };
}
