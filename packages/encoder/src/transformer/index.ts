/** The transformer that ships with the product, in a worker thread; or another one from a folder or the hub. */
export { openTransformer, type TransformerOptions } from './open-transformer.ts';
