/**
 * The key store port: one data key per scope (a case number), kept apart from the data and its backups.
 * Destroying a key erases whatever was sealed with it, wherever copies of that lie.
 */
import type { KeyObject } from 'node:crypto';

/** Keeps data keys; the only place from which they can be had. */
export interface KeyStore {
  /**
   * The keys of `scopes`, made where missing; resolves once every new key is on disk, so that nothing is
   * ever sealed with a key that a crash could lose. A destroyed scope is absent from the answer: it never gets a new key.
   * @throws AppError `KEYS_UNAVAILABLE` (retry later)
   */
  ensure(scopes: readonly string[]): Promise<ReadonlyMap<string, KeyObject>>;
  /** The keys of `scopes` that exist. Absent: never made, or destroyed. */
  get(scopes: readonly string[]): Promise<ReadonlyMap<string, KeyObject>>;
  /**
   * Overwrites the key of `scope` on disk and forgets it; resolves once no copy can be read back. Doing it twice is fine.
   * Where several processes share the store, the others forget it within a time that the adapter states, and so it states what copies the
   * database keeps for a while.
   */
  destroy(scope: string): Promise<void>;
  /**
   * A keyed digest (HMAC-SHA-256, 22 base64url characters) of `value` for look-ups: equal values give equal digests,
   * and nobody without the key store can tell which value it was. `purpose` keeps digests of different uses apart.
   */
  digest(purpose: string, value: string): string;
  close(): Promise<void>;
}
