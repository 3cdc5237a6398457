/**
 * Computes the vectors of the built-in texts and of the shipped journeys' examples into packages/encoder/model/known.bin, for a quick first
 * start. Run it when the encoder, those texts or those examples change; what is not in the file is computed at the start. Takes a minute.
 */
import { writeFileSync } from 'node:fs';
import { encodeKnown, shippedVectors } from '../packages/encoder/dist/index.js';
import { openTransformer } from '../packages/encoder/dist/transformer/index.js';
import { exampleLines, readJourneysFolder } from '../packages/journeys/dist/index.js';
import { builtInTexts } from '../packages/nlu/dist/index.js';

const journeys = await readJourneysFolder(new URL('../journeys', import.meta.url).pathname);
const examples = journeys.flatMap(exampleLines).map(({ text }) => text);
const texts = [...new Set([...builtInTexts(), ...examples])];
const transformer = await openTransformer();
const vectors = [];
for (let from = 0; from < texts.length; from += 64)
  vectors.push(...(await transformer.embed(texts.slice(from, from + 64))));
writeFileSync(shippedVectors, encodeKnown(transformer.id, texts, vectors));
process.stdout.write(`${texts.length} vectors of ${transformer.id} in ${shippedVectors}\n`);
await transformer.close();
