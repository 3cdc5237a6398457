/**
 * A stand-in for `worker/embed-worker.mjs` that shows what it was asked and fails on command. A vector is [characters of the text,
 * texts in its request]. Commands are texts: `crash`, `end`, `refuse`, `silence`; a model folder called `crashing` never loads.
 */
import { parentPort, workerData } from 'node:worker_threads';

if (workerData.folder.endsWith('crashing')) throw new Error('planned crash of the start');
parentPort.postMessage({ kind: 'ready', dimensions: 2 });
parentPort.on('message', (request) => {
  if (request.kind === 'close') return parentPort.close();
  const { id, texts } = request;
  if (texts.includes('crash')) throw new Error('planned crash');
  if (texts.includes('end')) process.exit(3);
  if (texts.includes('silence')) return;
  if (texts.includes('refuse')) return parentPort.postMessage({ kind: 'refused', id, message: 'planned refusal' });
  parentPort.postMessage({
    kind: 'vectors',
    id,
    vectors: texts.map((text) => Float32Array.of(text.length, texts.length)),
  });
});
