/** Seals what is personal about people with the key store: a key for each person, as each case has its own. */
import type { PeopleVault } from '@facteur/human-handoff';
import { type KeyStore, seal, unseal } from '@facteur/keys';
import { AppError } from '@facteur/primitives';

/** No case is called so: its number has no colon. */
function scopeOf(personId: string): string {
  return `person:${personId}`;
}

export function peopleVault(keys: KeyStore): PeopleVault {
  return {
    digest: (address) => keys.digest('person-address', address),
    async seal(personId, text) {
      const scope = scopeOf(personId);
      const key = (await keys.ensure([scope])).get(scope);
      if (key === undefined)
        throw new AppError('KEY_ERASED', `${personId} was erased: nothing more can be kept of them`);
      return seal(key, Buffer.from(text), scope).toString('base64');
    },
    async open(personId, sealed) {
      const scope = scopeOf(personId);
      const key = (await keys.get([scope])).get(scope);
      return key && unseal(key, Buffer.from(sealed, 'base64'), scope).toString();
    },
  };
}
