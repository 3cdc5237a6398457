// A reading thread that dies of one mail and is caught in another; of the rest it only says which model it was given.
import { parentPort } from 'node:worker_threads';

let model = '';
parentPort.on('message', (order) => {
  if (order.kind === 'use') model = order.model.id;
  if (order.kind !== 'read') return;
  const [{ text }] = JSON.parse(order.mails);
  if (text === 'die') throw new Error('boom');
  if (text === 'hang') for (;;);
  parentPort.postMessage({ kind: 'read', id: order.id, read: JSON.stringify({ model, understandings: [] }) });
});
