/** Parts a mail's text into what its sender newly wrote, the mails quoted in it, and the signature. Linear in its length. */
import { trimBlankLines } from './lines.ts';
import { quoteStart } from './quote-start.ts';
import { cutSignature } from './signature.ts';

/** The parts of a text, each with lines that end in `\n` and without blank lines around it. */
export interface TextParts {
  readonly text: string;
  readonly quoted: string;
  readonly signature: string;
}

/** Parts `body`; CRLF or LF. Answers between quoted lines are all new text. */
export function splitText(body: string): TextParts {
  const lines = body.replaceAll('\r\n', '\n').split('\n');
  const fresh: string[] = [];
  const quoted: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (isQuotedLine(line)) {
      quoted.push(line);
      at++;
      continue;
    }
    const start = quoteStart(lines, at);
    if (start === undefined) {
      fresh.push(line);
      at++;
      continue;
    }
    const end = start.openEnded ? lines.length : at + start.lines;
    for (; at < end; at++) quoted.push(lines[at] ?? '');
  }
  const { text, signature } = cutSignature(fresh);
  return { text, signature, quoted: trimBlankLines(quoted) };
}

/** True for a line of a quoted mail (RFC 3676 §4.5), also when it is indented. */
function isQuotedLine(line: string): boolean {
  if (line.startsWith('>')) return true;
  return (line.startsWith(' ') || line.startsWith('\u00a0')) && /^[ \u00a0]{1,3}>/.test(line);
}
