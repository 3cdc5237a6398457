/** Requests to a broker by hand, in the oldest versions that Kafka 4 knows: no client's library is needed to see it ready. */
import { converse, kafkaFraming } from './request.ts';

/** The number of a request, its version (without flexible fields, so not the newest ones), its body. */
export type KafkaRequest = readonly [api: number, version: number, body: Buffer];

/**
 * The bodies of the answers, over one connection.
 * @throws Error when the broker does not answer in 5 s, or hangs up
 */
export async function askKafka(host: string, port: number, requests: readonly KafkaRequest[]): Promise<Buffer[]> {
  const answers = await converse({ host, port }, requests.map(framed), kafkaFraming);
  // The length and the number of the request stand before.
  return answers.map((answer) => answer.subarray(8));
}

function framed([api, version, body]: KafkaRequest): Buffer {
  const request = Buffer.concat([int16(api), int16(version), int32(1), text('facteur-real'), body]);
  return Buffer.concat([int32(request.length), request]);
}

/** Two bytes. */
export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

/** Four bytes. */
export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Its length in two bytes, then UTF-8. */
export function text(value: string): Buffer {
  return Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
}
