// @ts-check
/** Plain text and .csv: UTF-8 where it is valid, UTF-16 where a mark says so, otherwise what Windows writes. */
import { bounded, MAX_PLAIN_BYTES } from './limits.mjs';

/**
 * @param {Uint8Array} content
 * @returns {string}
 */
export function readPlain(content) {
  const bytes = content.subarray(0, MAX_PLAIN_BYTES);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bounded(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return bounded(new TextDecoder('utf-16be').decode(bytes));
  try {
    // As a stream, what the cut left of the last character is no error.
    return bounded(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }));
  } catch {
    return bounded(fromWindows(bytes));
  }
}

/** 0x80 to 0x9f of windows-1252, which Node's own decoder takes for control characters; those that mean nothing stay. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** @param {Uint8Array} bytes */
function fromWindows(bytes) {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80] ?? character);
}
