/** The document store port. Adapters: `@facteur/store/embedded`. */
export {
  type Collection,
  type CollectionDefinition,
  type IndexValue,
  MAX_DOCUMENT_BYTES,
  type NewDocument,
  type Page,
  type Query,
  type Store,
  type StoredDocument,
  type Write,
  type WriteOutcome,
} from './store.ts';
