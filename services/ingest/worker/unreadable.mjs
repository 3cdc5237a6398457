// @ts-check
/** Why a file gives nothing. */

export class Unreadable extends Error {
  /** @param {import('../src/files/protocol.ts').ReadFailure} failure */
  constructor(failure) {
    super(failure);
    this.failure = failure;
  }
}
