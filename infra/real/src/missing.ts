/** What is lacking, as an error: for those who start a server themselves. */

/** The message says what is missing and how to get it. */
export class MissingError extends Error {}
