/**
 * Whether a test that needs something of the machine is to run: where that is there, and where everything has to be
 * (`FACTEUR_REQUIRE_REAL=1`), so that what is missing fails instead of being skipped in silence.
 */
export function isExpected(isPossible: boolean): boolean {
  return isPossible || process.env.FACTEUR_REQUIRE_REAL === '1';
}
