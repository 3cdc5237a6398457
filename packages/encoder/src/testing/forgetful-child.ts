/** Opens the model that ships, embeds a sentence, and forgets to close: the process must end by itself all the same. */
import { openTransformer } from '../transformer/index.ts';

const embedder = await openTransformer({ threads: 1 });
const [vector] = await embedder.embed(['Où est mon colis ?']);
process.stdout.write(`${vector?.length} numbers\n`);
