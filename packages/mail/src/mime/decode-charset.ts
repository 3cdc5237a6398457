/** Bytes to text in the charset that a mail names, or in the one that it most likely meant. */
import { isUtf8 } from 'node:buffer';

/** Names seen in mails that `TextDecoder` (WHATWG Encoding) has under another. */
const ALIASES: Readonly<Record<string, string>> = {
  'iso-8859-8-i': 'iso-8859-8',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  jis: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'x-mac-french': 'macintosh',
  macroman: 'macintosh',
};
/** Their characters above 0x7f: what DOS programs and some old tills still send. */
const DOS_PAGES: Readonly<Record<string, string>> = {
  '437':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  '850':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};
/** 0x80 to 0x9f of windows-1252. Written out, as `TextDecoder` reads them as control characters in some versions of Node. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** WHATWG Encoding §4.2: what is labelled Latin-1 is windows-1252. */
const LATIN_1 =
  /^(?:us-?ascii|ascii|ansi_x3\.4-19\d\d|iso-?8859-1|iso_8859-1|latin-?1|l1|(?:windows|win|x-win|cp)-?1252|x-cp1252|x-ansi)$/;
type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<string, Decoder | undefined>();
const MAX_DECODERS = 100;

/** What became of bytes. */
export interface DecodedText {
  readonly text: string;
  /** False when nobody here knows the charset: the text is then a guess. */
  readonly isKnown: boolean;
}

/** `bytes` as text in `label`; `''` for a part that names none. Never throws. */
export function decodeCharset(bytes: Buffer, label: string): DecodedText {
  const name = label.trim().toLowerCase();
  if (name === '' || name === 'utf-8' || name === 'utf8') return { text: decodeLikely(bytes), isKnown: true };
  // UTF-8 is often sent under these labels; text in them is next to never valid UTF-8 by chance.
  if (LATIN_1.test(name)) return { text: isUtf8(bytes) ? decodeUtf8(bytes) : decodeWindows1252(bytes), isKnown: true };
  const decode = decoderFor(name);
  if (decode !== undefined) return { text: decode(bytes), isKnown: true };
  return { text: decodeLikely(bytes), isKnown: false };
}

/** UTF-8 where the bytes are, windows-1252 otherwise: every byte is a character of it. */
export function decodeLikely(bytes: Buffer): string {
  if (isUtf8(bytes)) return decodeUtf8(bytes);
  const text = decodeUtf8(bytes);
  // Cut or damaged UTF-8 has few faults among many good characters; another charset has no good ones.
  const faults = text.split('\ufffd').length - 1;
  const good = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return faults <= good ? text : decodeWindows1252(bytes);
}

/** A header value, a byte string, as the text that it most likely is. */
export function decodeByteString(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII needs no decoding, and ISO-2022-JP is ASCII too
  return /^[\x00-\x7f]*$/.test(value) ? value : decodeLikely(Buffer.from(value, 'latin1'));
}

function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252.charAt(char.charCodeAt(0) - 0x80));
}

function decoderFor(name: string): ((bytes: Buffer) => string) | undefined {
  if (/^(?:unicode-1-1-|x-unicode-2-0-)?utf-?7$/.test(name)) return decodeUtf7;
  const dos = /^(?:cp|ibm|x-cp)-?0*(437|850)$/.exec(name)?.[1];
  if (dos !== undefined) return (bytes) => decodeTable(bytes, DOS_PAGES[dos] ?? '');
  const decoder = textDecoder(ALIASES[name] ?? name.replace(/^(?:ibm|win|x-?win(?:dows)?)-?(125\d)$/, 'windows-$1'));
  return decoder === undefined ? undefined : (bytes) => decoder.decode(bytes);
}

/** Making one costs more than most texts. */
function textDecoder(name: string): Decoder | undefined {
  if (decoders.has(name)) return decoders.get(name);
  let decoder: Decoder | undefined;
  try {
    decoder = new TextDecoder(name);
  } catch {
    decoder = undefined;
  }
  if (decoders.size < MAX_DECODERS) decoders.set(name, decoder);
  return decoder;
}

function decodeTable(bytes: Buffer, table: string): string {
  return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (char) => table.charAt(char.charCodeAt(0) - 0x80));
}

/** RFC 2152: `+` opens UTF-16 in base64, `-` or any other character closes it, `+-` is a plus. */
function decodeUtf7(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, encoded: string) => {
    if (encoded === '') return '+';
    const utf16 = Buffer.from(encoded, 'base64');
    return utf16
      .subarray(0, utf16.length & ~1)
      .swap16()
      .toString('utf16le');
  });
}
