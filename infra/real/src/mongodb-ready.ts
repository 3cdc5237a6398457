/** Whether a server of MongoDB's protocol answers a ping, written by hand: an OP_MSG with one document. */
import { converse, mongodbFraming } from './request.ts';

const OP_MSG = 2013;

/** @throws Error when it does not answer, or answers anything but `ok: 1` */
export async function requirePing(host: string, port: number): Promise<void> {
  const [answer = Buffer.alloc(0)] = await converse({ host, port }, [message(PING)], mongodbFraming);
  // `ok` is a double: type 1, its name, the value.
  const ok = answer.indexOf(Buffer.from('\x01ok\0', 'latin1'));
  if (ok < 0 || answer.readDoubleLE(ok + 4) !== 1) throw new Error(`${host}:${port} does not answer a ping`);
}

/** `{ ping: 1, $db: 'admin' }` as BSON: types 0x10 (int32) and 0x02 (string). */
const PING = bson(
  Buffer.concat([Buffer.from('\x10ping\0\x01\0\0\0', 'latin1'), Buffer.from('\x02$db\0\x06\0\0\0admin\0', 'latin1')]),
);

function bson(elements: Buffer): Buffer {
  const document = Buffer.concat([Buffer.alloc(4), elements, Buffer.alloc(1)]);
  document.writeInt32LE(document.length);
  return document;
}

/** Header of 16 bytes, no flags, one section of kind 0. */
function message(document: Buffer): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(21), document]);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(1, 4);
  bytes.writeInt32LE(OP_MSG, 12);
  return bytes;
}
