/** What a file is called in a mail, and said to be: fit for every mail program, whoever chose it. Pure. */

/** A file whose name leaves nothing is called so, in every language. */
const UNNAMED = 'document';
/** Longer names lose their middle: what a file is shows at its end. */
const MOST_CHARACTERS = 120;
/** Of a name, from its end: no file system has longer paths. */
const MOST_READ = 4_096;
const ANY_TYPE = 'application/octet-stream';

/** Ends a name early, hides in it, or makes `fdp.exe` read as `exe.pdf`: control characters, signs of direction, line separators. */
const HIDDEN = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
const EXTENSION = /\.[\p{L}\d]{1,10}$/u;
const TYPE = /^\s*([\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,100})\s*(?:;\s*charset\s*=\s*"?([\w.:-]{1,40})"?\s*)?(?:;|$)/i;

/** `name` without folders, control characters, dots at its ends; at most 120 characters, its extension kept; never empty. */
export function safeFileName(name: string): string {
  const last = name
    .slice(-MOST_READ)
    .replace(/[\\/]+$/, '')
    .replace(/^.*[\\/]/s, '');
  const plain = last
    .replaceAll(/\s+/g, ' ')
    .replaceAll(HIDDEN, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return plain === '' ? UNNAMED : shortened(plain);
}

/**
 * The MIME type in lower case, with its charset, without other parameters; `application/octet-stream` for what is none. Types that hold mails or
 * parts of them are none either: they may not be encoded (RFC 2046 §5.2.1), and a file must arrive as it is.
 */
export function safeFileType(type: string): string {
  const [, essence = ANY_TYPE, charset] = TYPE.exec(type) ?? [];
  const plain = essence.toLowerCase();
  if (/^(?:multipart|message)\//.test(plain)) return ANY_TYPE;
  return charset === undefined ? plain : `${plain}; charset=${charset.toLowerCase()}`;
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MOST_CHARACTERS) return name;
  const end = EXTENSION.exec(name)?.[0] ?? '';
  const kept = characters.slice(0, MOST_CHARACTERS - 1 - end.length).join('');
  return `${kept.trimEnd()}…${end}`;
}
