/**
 * How what is personal about people is kept. Names, addresses, teams and password hashes are sealed, each person's with a data key of
 * their own (scope `person:ID`) in the key store, as a case's data are with the case's: a copy of the data or of a backup without the
 * keys names nobody and lets no password be tried, and destroying the key erases the person. An address is looked up by a keyed digest.
 * Role, presence and expiry stay in the clear: indexes and checks need them, and they name nobody. The service states what it needs; the
 * composition root gives it the key store.
 */
export interface PeopleVault {
  /** Equal addresses give equal digests, which nobody without the key store can tell the address from. */
  digest(address: string): string;
  /** `text` sealed with the person's key, made where missing. @throws AppError `KEY_ERASED`, `KEYS_UNAVAILABLE` (retry later) */
  seal(personId: string, text: string): Promise<string>;
  /** What `seal` was given; undefined when the person was erased. @throws AppError `EVENT_UNREADABLE`, `KEYS_UNAVAILABLE` (retry later) */
  open(personId: string, sealed: string): Promise<string | undefined>;
}
