/** A client that a test speaks through, line by line. */
import { connect, type Socket } from 'node:net';

/** An open connection. */
export interface Client {
  /** Sends a line and resolves with the whole reply. */
  say(line: string): Promise<string>;
  /** Sends without waiting. */
  write(text: string): void;
  /** The next whole reply. */
  reply(): Promise<string>;
  socket: Socket;
}

/** Connects to a port of the loopback or to a socket file, says `first` (a PROXY header), and resolves after the greeting. */
export async function dial(at: number | string, first = ''): Promise<Client> {
  const socket = (typeof at === 'number' ? connect(at, '127.0.0.1') : connect(at)).setEncoding('utf8');
  socket.write(first);
  let buffer = '';
  let waiting: ((reply: string) => void) | undefined;
  const deliver = (): void => {
    const end = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(buffer)?.[0];
    if (end === undefined || waiting === undefined) return;
    buffer = buffer.slice(end.length);
    const wake = waiting;
    waiting = undefined;
    wake(end.trimEnd());
  };
  socket.on('data', (text) => {
    buffer += String(text);
    deliver();
  });
  socket.on('error', () => {});
  const reply = (): Promise<string> =>
    new Promise((resolve) => {
      waiting = resolve;
      deliver();
    });
  const client: Client = {
    socket,
    reply,
    write: (text) => socket.write(text),
    say: (line) => {
      socket.write(`${line}\r\n`);
      return reply();
    },
  };
  await reply();
  return client;
}
