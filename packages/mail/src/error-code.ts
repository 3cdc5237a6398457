/** Error codes of the operating system. */

/** The `code` of whatever was thrown (`ENOENT`, `ENOSPC`…); `''` when it has none. */
export function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
