// @ts-check
/**
 * Reads files that strangers sent, in a thread that is ended when one takes too long or too much. Plain JavaScript, so that it runs alike
 * from the sources and from the build. What it is asked and what it answers: `src/files/protocol.ts`. One file at a time.
 */
import { parentPort } from 'node:worker_threads';
import { readPlain } from './read-plain.mjs';
import { readZipped } from './read-zipped.mjs';
import { Unreadable } from './unreadable.mjs';

/** @typedef {import('../src/files/protocol.ts').ReadRequest} ReadRequest */
/** @typedef {import('../src/files/protocol.ts').ReadAnswer} ReadAnswer */

// Nothing here has any business with the network, whatever a file asks for.
Reflect.deleteProperty(globalThis, 'fetch');
Reflect.deleteProperty(globalThis, 'WebSocket');

parentPort?.on('message', (/** @type {ReadRequest} */ request) => void answer(request));

/** @param {ReadRequest} request */
async function answer(request) {
  /** @type {ReadAnswer} */
  let found;
  try {
    found = await read(request);
  } catch (error) {
    found = { failure: error instanceof Unreadable ? error.failure : 'damaged' };
  }
  parentPort?.postMessage(found);
}

/**
 * @param {ReadRequest} request
 * @returns {Promise<ReadAnswer>}
 */
async function read({ kind, content }) {
  switch (kind) {
    case 'text':
      return textOf(readPlain(content));
    case 'docx':
    case 'odt':
      return textOf(readZipped(content, kind));
    case 'pdf':
      // Loaded when needed: few mails have one.
      return textOf(await (await import('./read-pdf.mjs')).readPdf(content));
    case 'picture':
      return { thumbnail: await (await import('./thumbnail.mjs')).thumbnailOf(content) };
  }
}

/** @param {string} text */
function textOf(text) {
  return text.trim() === '' ? {} : { text };
}
