/** A mail of which only the header could be had. Pure. */
import type { ReadMail } from '@facteur/mail';

/** Says so in its problems, instead of that it has no body. @param wholeBytes size of the whole mail; undefined: it is whole */
export function asHeaderOnly(read: ReadMail, wholeBytes: number | undefined): ReadMail {
  if (wholeBytes === undefined) return read;
  const others = read.problems.filter(({ code }) => code !== 'no-body');
  const tooLarge = { code: 'too-large', detail: `${wholeBytes} bytes: only its header was fetched` } as const;
  return { ...read, problems: [tooLarge, ...others] };
}
