// @ts-check
/** In a reader's place: ends at a file that begins with `die`, fills its heap at `fill`, never answers `wait`, gives back the others. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (/** @type {{ content: Uint8Array }} */ { content }) => {
  const text = Buffer.from(content).toString();
  if (text === 'die') process.exit(1);
  if (text === 'throw') throw new Error('on purpose');
  if (text === 'fill') for (const all = []; ; ) all.push(Array.from({ length: 1e5 }, () => ({})));
  if (text !== 'wait') parentPort?.postMessage({ text });
});
