/** The POSIX ustar format, as much of it as a backup needs: plain files, one after the other, readable by any `tar`. */
import { AppError } from '@facteur/primitives';

const BLOCK_BYTES = 512;
/** Nothing that a backup holds comes near it: a size above it is damage, not content. */
const MAX_ENTRY_BYTES = 512 * 1024 * 1024;
const SIZE_AT = 124;
const CHECKSUM_AT = 148;
const TYPE_AT = 156;
const MAGIC = 'ustar\x0000';
const MAGIC_AT = 257;

/** A file in an archive. Its name has at most 100 ASCII characters. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK_BYTES);

/** An entry as it lies in the archive: header, content, and zeros up to the next block. */
export function encodeTarEntry({ name, bytes }: TarEntry, mtimeMs: number): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, 0, 100, 'latin1');
  header.write('0000600\x000000000\x000000000\x00', 100, 'latin1');
  header.write(`${octal(bytes.length, 11)}\x00${octal(Math.floor(mtimeMs / 1000), 11)}\x00`, SIZE_AT, 'latin1');
  header.write('0', TYPE_AT, 'latin1');
  header.write(MAGIC, MAGIC_AT, 'latin1');
  header.write(`${octal(checksumOf(header), 6)}\x00 `, CHECKSUM_AT, 'latin1');
  return Buffer.concat([header, bytes, Buffer.alloc(padding(bytes.length))]);
}

/**
 * The entries of an archive, each with its bytes as they lie there (`raw`). Ends where the archive does.
 * @throws AppError `BAD_INPUT` (never) for what is no archive, is damaged, or ends too early
 */
export async function* readTar(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<TarEntry & { readonly raw: Buffer }, void, undefined> {
  const read = createBlockReader(source);
  for (;;) {
    const header = await read(BLOCK_BYTES);
    if (header === undefined) throw damaged('it ends too early');
    if (header.every((byte) => byte === 0)) {
      // To the very end, where the compression keeps its own checksum.
      while ((await read(BLOCK_BYTES)) !== undefined);
      return;
    }
    const size = sizeIn(header);
    const body = await read(size + padding(size));
    if (body === undefined) throw damaged('it ends too early');
    const name = header.toString('latin1', 0, 100).split('\0')[0] ?? '';
    yield { name, bytes: body.subarray(0, size), raw: Buffer.concat([header, body]) };
  }
}

/** The error of an archive that cannot be used. */
export function damaged(why: string): AppError {
  return new AppError('BAD_INPUT', `The backup is damaged, or is none: ${why}`);
}

function sizeIn(header: Buffer): number {
  const isHeader = header.toString('latin1', MAGIC_AT, MAGIC_AT + MAGIC.length) === MAGIC;
  const checksum = Number.parseInt(header.toString('latin1', CHECKSUM_AT, CHECKSUM_AT + 6), 8);
  if (!isHeader || checksum !== checksumOf(header) || header[TYPE_AT] !== 0x30)
    throw damaged('a header is not readable');
  const size = Number.parseInt(header.toString('latin1', SIZE_AT, SIZE_AT + 11), 8);
  if (!(size >= 0 && size <= MAX_ENTRY_BYTES)) throw damaged('a size cannot be');
  return size;
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= CHECKSUM_AT && at < CHECKSUM_AT + 8 ? 0x20 : byte;
  return sum;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padding(size: number): number {
  return (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
}

/** Hands out exactly as many bytes as are asked for; undefined when fewer are left. */
function createBlockReader(source: AsyncIterable<Buffer>): (bytes: number) => Promise<Buffer | undefined> {
  const chunks = source[Symbol.asyncIterator]();
  let kept: Buffer[] = [];
  let available = 0;
  return async (bytes) => {
    while (available < bytes) {
      const next = await chunks.next();
      if (next.done === true) return undefined;
      kept.push(next.value);
      available += next.value.length;
    }
    const all = kept.length === 1 ? (kept[0] ?? Buffer.alloc(0)) : Buffer.concat(kept);
    kept = [all.subarray(bytes)];
    available -= bytes;
    return all.subarray(0, bytes);
  };
}
