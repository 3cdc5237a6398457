/** Names of attached files, made safe to show and to store: they come from strangers. */

const MAX_NAME = 200;
/** Names that Windows takes for devices, whatever their extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * `name` without folders, control characters, invisible or direction-changing characters (which make `exe.pdf` of
 * `fdp.exe`), and at most 200 characters, of which the end is kept, as it holds the extension. Every extension of the name
 * stays. `''` when nothing is left.
 */
export function safeFileName(name: string): string {
  const visible = name
    .slice(-2_000)
    // A lone surrogate is no character: it cannot be stored.
    .replace(/[\p{Cs}\ufffd]/gu, '_')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '');
  const last = visible.slice(Math.max(visible.lastIndexOf('/'), visible.lastIndexOf('\\')) + 1);
  // Windows drops blanks and dots at the end: "a.exe . ." would be a.exe there.
  const trimmed = last
    .replace(/\s+/gu, ' ')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/[ .]{1,2000}$/, '')
    .trimStart();
  const kept = trimmed.length <= MAX_NAME ? trimmed : Array.from(trimmed).slice(-MAX_NAME).join('').slice(-MAX_NAME);
  const whole = kept.replace(/^\p{Cs}/u, '');
  return RESERVED.test(whole) ? `_${whole}` : whole;
}
