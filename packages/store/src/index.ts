/** The document store port. Adapters: `@facteur/store/embedded`, `@facteur/store/mongodb`. */
export {
  type Collection,
  type CollectionDefinition,
  type DumpedDocuments,
  type IndexValue,
  MAX_DOCUMENT_BYTES,
  type NewDocument,
  type Page,
  type Query,
  type Store,
  type StoreBackup,
  type StoredDocument,
  type StoreSnapshot,
  type Write,
  type WriteOutcome,
} from './store.ts';
