/** Where a JSON text stops being one. Node's own message tells the place of some faults only. */

const TOKEN =
  /\s*("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|[[\]{},:])/giuy;

/** The offset of the first thing that cannot stand there; the text's length when something is missing at the end. */
export function jsonFaultAt(text: string): number {
  let at = 0;
  let next: string | undefined;
  let end = 0;
  const advance = (): void => {
    TOKEN.lastIndex = end;
    const found = TOKEN.exec(text);
    next = found?.[1];
    at = found === null ? end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0) : TOKEN.lastIndex - (next?.length ?? 0);
    end = found === null ? text.length : TOKEN.lastIndex;
  };
  const take = (token: string): boolean => {
    if (next !== token) return false;
    advance();
    return true;
  };
  const list = (close: string, item: () => boolean): boolean => {
    if (take(close)) return true;
    while (item()) {
      if (take(close)) return true;
      if (!take(',')) return false;
    }
    return false;
  };
  const value = (): boolean => {
    if (take('{')) return list('}', () => next?.startsWith('"') === true && take(next) && take(':') && value());
    if (take('[')) return list(']', value);
    return next !== undefined && !/^[\]},:]$/.test(next) && take(next);
  };
  advance();
  value();
  return at;
}
