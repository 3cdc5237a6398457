/** A `tokenizer.json` of the form that sentence models of the XLM-R family use, to a tokeniser of ours. */
import { AppError } from '@facteur/primitives';
import { type Tokeniser, unigramTokeniser } from './unigram.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the JSON text of `tokenizer.json`, found in `folder`.
 * @throws AppError `MODEL_INVALID` (never retry) when it is not a Unigram vocabulary, or normalises in a way that is not known here
 */
export function readTokeniser(json: string, folder: string): Tokeniser {
  const unfit = (why: string, cause?: unknown): AppError =>
    new AppError('MODEL_INVALID', `tokenizer.json of the model in ${folder} cannot be used: ${why}`, { folder, cause });
  let file: Fields;
  try {
    file = fieldsOf(JSON.parse(json));
  } catch (cause) {
    throw unfit('it is no JSON', cause);
  }
  const model = fieldsOf(file.model);
  const { vocab, unk_id: unknown } = model;
  if (!Array.isArray(vocab) || typeof unknown !== 'number' || !vocab.every(isPiece))
    throw unfit('it has no Unigram vocabulary');
  const split = fieldsOf(file.pre_tokenizer);
  if (split.type !== 'Metaspace' || split.replacement !== '\u2581')
    throw unfit('it does not split words at spaces as expected');
  const steps = normaliserSteps(file.normalizer);
  if (steps === undefined) throw unfit('it normalises texts in a way that is not known');
  const added = Array.isArray(file.added_tokens) ? file.added_tokens.map((token) => fieldsOf(token).id) : [];
  return unigramTokeniser({
    pieces: vocab,
    unknown,
    special: new Set(added.filter((id) => typeof id === 'number')),
    normalise: (text) => steps.reduce((result, step) => step(result), text),
  });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isPiece(entry: unknown): entry is readonly [string, number] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
}

type Step = (text: string) => string;

/** Undefined when one of the steps is not known. */
function normaliserSteps(normaliser: unknown): readonly Step[] | undefined {
  if (normaliser === null || normaliser === undefined) return [];
  const { type, normalizers, pattern, content } = fieldsOf(normaliser);
  if (type === 'Sequence' && Array.isArray(normalizers)) {
    const steps = normalizers.map(normaliserSteps);
    return steps.every((step) => step !== undefined) ? steps.flat() : undefined;
  }
  if (type === 'NFKC' || type === 'NFC') return [(text) => text.normalize(type)];
  if (type === 'Lowercase') return [(text) => text.toLowerCase()];
  if (type === 'Strip') return [(text) => text.trim()];
  const { Regex: regex, String: exact } = fieldsOf(pattern);
  if (type !== 'Replace' || typeof content !== 'string') return undefined;
  if (typeof exact === 'string') return [(text) => text.replaceAll(exact, content)];
  if (typeof regex !== 'string') return undefined;
  const search = new RegExp(regex, 'gu');
  return [(text) => text.replace(search, content)];
}
