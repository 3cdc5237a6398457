/** Mails out of an mbox file (RFC 4155; mboxo and mboxrd quoting), streamed: the file may be larger than memory. */
import { createReadStream } from 'node:fs';
import { AppError } from '@facteur/primitives';

/** A longer mail means that the file is no mbox: its separators were not found. */
const MAX_MAIL_BYTES = 256 * 1024 * 1024;
const NEWLINE = 0x0a;
const QUOTED_FROM = /^>+From $/;

/**
 * The mails of the mbox at `path`, in order, without separator lines and with `>From ` unquoted.
 * @throws AppError `BAD_INPUT` when one mail would exceed 256 MiB
 */
export async function* readMbox(path: string): AsyncIterable<Buffer> {
  let mail: Buffer[] = [];
  let bytes = 0;
  let afterBlank = true;
  let isFirst = true;
  for await (const line of readLines(path)) {
    if (afterBlank && isSeparator(line, isFirst)) {
      if (!isFirst) yield finish(mail);
      mail = [];
      bytes = 0;
      isFirst = false;
      afterBlank = false;
      continue;
    }
    afterBlank = isBlank(line);
    if (isFirst && afterBlank) continue;
    isFirst = false;
    const content = unquoted(line);
    mail.push(content);
    bytes += content.length;
    if (bytes > MAX_MAIL_BYTES)
      throw new AppError('BAD_INPUT', `Not an mbox, no separator found in 256 MiB: ${path}`, { path });
  }
  if (mail.length > 0) yield finish(mail);
}

/** `From sender date`: the date's hh:mm tells it from a sentence that begins so, where writers forgot to quote. */
function isSeparator(line: Buffer, isFirst: boolean): boolean {
  if (line.toString('latin1', 0, 5) !== 'From ') return false;
  return isFirst || /\d{1,2}:\d{2}/.test(line.toString('latin1', 5, 200));
}

function unquoted(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line;
  const from = line.indexOf('From ', 0, 'latin1');
  return from > 0 && from < 100 && QUOTED_FROM.test(line.toString('latin1', 0, from + 5)) ? line.subarray(1) : line;
}

function isBlank(line: Buffer): boolean {
  return line.length <= 2 && line.toString('latin1').trim() === '';
}

/** The blank line before the next separator belongs to the mbox, not to the mail. */
function finish(mail: Buffer[]): Buffer {
  const last = mail.at(-1);
  return Buffer.concat(last !== undefined && mail.length > 1 && isBlank(last) ? mail.slice(0, -1) : mail);
}

/** Lines with their line ends; the last one may lack it. */
async function* readLines(path: string): AsyncIterable<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
      const line = chunk.subarray(at, end + 1);
      yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
      rest = [];
      at = end + 1;
    }
    if (at < chunk.length) rest.push(chunk.subarray(at));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
