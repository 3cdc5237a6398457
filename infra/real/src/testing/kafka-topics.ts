/** Topics of a broker, by hand. */
import { askKafka, int16, int32, text } from '../kafka-request.ts';

const METADATA = 3;
const CREATE_TOPICS = 19;

/** Makes a topic of one partition. */
export async function createTopic(broker: string, topic: string): Promise<void> {
  const [host, port] = split(broker);
  // No assignments, no settings; 10 s; for real.
  const body = Buffer.concat([
    int32(1),
    text(topic),
    int32(1),
    int16(1),
    int32(0),
    int32(0),
    int32(10_000),
    Buffer.of(0),
  ]);
  const [answer = Buffer.alloc(0)] = await askKafka(host, port, [[CREATE_TOPICS, 2, body]]);
  // Throttling, the number of topics, the topic's name; then its error.
  const code = answer.readInt16BE(4 + 4 + 2 + Buffer.byteLength(topic));
  if (code !== 0) throw new Error(`Creating ${topic}: error ${code}`);
}

/** Whether the broker has the topic. */
export async function hasTopic(broker: string, topic: string): Promise<boolean> {
  const [host, port] = split(broker);
  const [answer = Buffer.alloc(0)] = await askKafka(host, port, [
    [METADATA, 0, Buffer.concat([int32(1), text(topic)])],
  ]);
  // Error, then name.
  return answer.readInt16BE(answer.indexOf(text(topic)) - 2) === 0;
}

/** Host and port of `host:port`. */
export function split(broker: string): [host: string, port: number] {
  const [host = '', port] = broker.split(':');
  return [host, Number(port)];
}
