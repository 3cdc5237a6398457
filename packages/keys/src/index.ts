/** The key store port and sealing. Adapters: `@facteur/keys/embedded`, `@facteur/keys/mongodb`. */
export type { KeyStore } from './keys.ts';
export { seal, unseal } from './seal.ts';
