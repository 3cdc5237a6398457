/** Documents generated from the contracts: JSON Schemas, AsyncAPI, the topic table. `tools/generate.mjs` writes them. */
export { asyncApiDocument } from './async-api.ts';
export { eventFileName, eventJsonSchema, PUBLISHED_EVENTS } from './event-schema.ts';
export { topicTable } from './topic-table.ts';
