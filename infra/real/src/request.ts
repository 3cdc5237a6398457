/** Requests to a server by hand, so that being ready can be seen without a client's library. */
import { connect, type Socket } from 'node:net';

/** How long an answer is, as far as what came of it says so. */
export type Framing = (received: Buffer) => number | undefined;

/** Kafka: four bytes, big-endian, of what follows them. */
export const kafkaFraming: Framing = (received) => (received.length < 4 ? undefined : 4 + received.readInt32BE(0));

/** MongoDB: four bytes, little-endian, of the whole. */
export const mongodbFraming: Framing = (received) => (received.length < 4 ? undefined : received.readInt32LE(0));

/**
 * Sends the requests over one connection, each after the answer to the one before, and resolves with the answers.
 * @param timeoutMs default 5 000, from one answer to the next
 * @throws Error when the server refuses, hangs up, or does not answer in time
 */
export async function converse(
  { host, port }: { readonly host: string; readonly port: number },
  requests: readonly Buffer[],
  framing: Framing,
  timeoutMs = 5000,
): Promise<Buffer[]> {
  const socket = connect({ host, port });
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`No answer from ${host}:${port} in ${timeoutMs} ms`)));
  try {
    const answers: Buffer[] = [];
    for (const request of requests) {
      socket.write(request);
      answers.push(await nextAnswer(socket, framing));
    }
    return answers;
  } finally {
    socket.destroy();
  }
}

/** A server sends nothing unasked, so an answer begins with what comes after the request. */
function nextAnswer(socket: Socket, framing: Framing): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server hung up')));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const length = framing(received);
      if (length === undefined || received.length < length) return;
      socket.removeAllListeners('data');
      resolve(received.subarray(0, length));
    });
  });
}
