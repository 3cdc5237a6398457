/** Data in mails, apart from the rest of understanding, which is heavy to load. */
export { type CatalogueEntry, openCatalogue } from './catalogue.ts';
export { findData } from './find-data.ts';
export type { DataContext, DatumType, FoundDatum } from './found.ts';
