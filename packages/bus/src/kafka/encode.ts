/** Messages as Kafka keeps them: the key in UTF-8, the value as JSON in UTF-8. */
import { AppError, type Json } from '@facteur/primitives';
import type { KafkaMessage } from 'kafkajs';
import { type Delivered, MAX_MESSAGE_BYTES, type Message } from '../bus.ts';

/** Length fields, timestamp and headers of a record, and its part of the batch's: more than it ever is. */
const OVERHEAD_BYTES = 100;

/** A message ready to be sent; `bytes` is at least what it takes in a request. */
export interface EncodedMessage {
  readonly topic: string;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly bytes: number;
}

/**
 * `topic` is the cluster's name.
 * @throws AppError `EVENT_TOO_LARGE` above `MAX_MESSAGE_BYTES`, `BAD_INPUT` for a value that is not JSON
 */
export function encodeMessage(message: Message, topic: string): EncodedMessage {
  const json: string | undefined = JSON.stringify(message.value);
  if (json === undefined) {
    throw new AppError('BAD_INPUT', `A message for topic ${message.topic} has no JSON value`, { topic: message.topic });
  }
  const value = Buffer.from(json);
  if (value.length > MAX_MESSAGE_BYTES) {
    const text = `A message for topic ${message.topic} has ${value.length} bytes; at most ${MAX_MESSAGE_BYTES} are allowed`;
    throw new AppError('EVENT_TOO_LARGE', text, {
      topic: message.topic,
      bytes: value.length,
      maxBytes: MAX_MESSAGE_BYTES,
    });
  }
  const key = Buffer.from(message.key);
  return { topic, key, value, bytes: key.length + value.length + OVERHEAD_BYTES };
}

/** A message that was fetched, as text: a slice of the response would keep all of its megabytes in memory. */
export interface FetchedMessage {
  readonly key: string;
  readonly offset: number;
  readonly json: string;
}

/** Takes a message out of the response that it came in. */
export function takeMessage({ key, offset, value }: KafkaMessage): FetchedMessage {
  return { key: key?.toString() ?? '', offset: Number(offset), json: value?.toString() ?? 'null' };
}

/** A value of its own each time. What is not JSON (nobody here wrote it) is delivered as a string: the consumer sets it aside. */
export function decodeMessage({ key, offset, json }: FetchedMessage): Delivered {
  return { key, offset, value: parse(json) };
}

function parse(json: string): Json {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return json;
  }
}
