/** The product's own mail sets (packages/nlu/sets), and the labelled files beside the checkout. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LabelledText, readLabelled } from '@facteur/nlu/evaluate';

/** A labelled text whose language is known. */
export type Labelled = LabelledText & { readonly language: string };

const SETS = fileURLToPath(new URL('../../../packages/nlu/sets/', import.meta.url));
const DATASETS = fileURLToPath(new URL('../../../../shared/datasets/', import.meta.url));

/** Mails with one, two or three requests; those of the subject stand in its line before the text. */
export function mailsIn(file: string): Labelled[] {
  const mails = readFileSync(`${SETS}${file}`, 'utf8').split(/^(?=@ )/m);
  return mails.filter((mail) => mail.trim() !== '').map(mailOf);
}

function mailOf(mail: string): Labelled {
  const [head = '', ...lines] = mail.split('\n');
  const subject = / subject: (.+)$/.exec(head)?.[1];
  const marked = lines.join('\n').trim();
  const intents = [...marked.matchAll(/\[\[([^|\]]*)\|/g)].flatMap(([, intent]) => intent ?? []);
  const text = marked.replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, '$1');
  return {
    text: subject === undefined ? text : `${subject}\n${text}`,
    intents: [...new Set(intents)],
    language: head.startsWith('@ english') ? 'en' : 'fr',
  };
}

/** The training sentences of the ten intents. */
export function exampleSentences(): Labelled[] {
  let intent = '';
  return readFileSync(`${SETS}examples.txt`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (/^#\S/.test(line)) intent = line.slice(1);
      return line === '' || line.startsWith('#') ? [] : [{ text: line, intents: [intent], language: 'fr' }];
    });
}

/** Undefined where the files are not beside the checkout. */
export async function dataset(name: string, language: string): Promise<Labelled[] | undefined> {
  const file = `${DATASETS}${name}.jsonl`;
  if (!existsSync(file)) return undefined;
  return (await readLabelled(file)).map((line) => ({ ...line, language }));
}

/** In an order that hangs on the texts and `salt` alone. */
export function shuffled(lines: readonly Labelled[], salt = ''): Labelled[] {
  return lines
    .map((line) => ({ line, rank: createHash('sha256').update(`${salt}${line.text}`).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ line }) => line);
}

/** Deals texts to `folds` parts, class by class, in the order of the file. */
export function foldsOf(lines: readonly Labelled[], folds: number): Labelled[][] {
  const dealt = new Map<string, number>();
  const parts: Labelled[][] = Array.from({ length: folds }, () => []);
  for (const line of lines) {
    const key = line.intents.join();
    const at = dealt.get(key) ?? 0;
    dealt.set(key, at + 1);
    parts[at % folds]?.push(line);
  }
  return parts;
}
