/** YAML 1.2 read strictly, remembering where each key and value stands. */
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { type Bilingual, say } from '../bilingual.ts';
import type { Problem } from '../problem.ts';

/** A place in a text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes from the top of a document. */
export type YamlPath = readonly PropertyKey[];

/** A parsed file. */
export interface YamlSource {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where the value at `path` begins (plus `offset` characters of a one-line text), or the nearest thing above it. */
  valueAt(path: YamlPath, offset?: number): Place;
  /** Where the last key of `path` stands. */
  keyAt(path: YamlPath): Place;
  /** True when the collection at `path` is written on one line between braces. */
  isFlow(path: YamlPath): boolean;
}

/** Parses `text` of `file`; `firstLine` is the line at which it begins (front matter). Faults come as `yaml-syntax`. */
export function readYaml(file: string, text: string, firstLine = 1): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', strict: true, lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line) + firstLine - 1, column: Math.max(1, col) };
  };
  const problems = faultsOf(document).map(({ error, opened }) => yamlProblem(file, error, opened, place));
  visit(document, {
    Alias: (_, { range }) => {
      problems.push({ file, ...place(range?.[0] ?? 0), code: 'yaml-syntax', message: noAlias });
    },
  });
  const root = document.contents;
  return {
    value: problems.length > 0 ? undefined : document.toJS(),
    problems,
    valueAt: (path, offset = 0) => place(valueOffset(root, path, offset)),
    keyAt: (path) => place(keyOffset(root, path)),
    isFlow: (path) => {
      const node = nodeAt(root, path);
      return (isMap(node) || isSeq(node)) && node.flow === true;
    },
  };
}

const noAlias = say('les renvois « *nom » ne sont pas permis', 'references "*name" are not allowed');

/** The deepest node that exists along `path`. */
function nodeAt(root: Node | null, path: YamlPath): Node | null {
  let node: Node | null = root;
  for (const key of path) {
    const child: unknown = isMap(node) || isSeq(node) ? node.get(key, true) : undefined;
    if (!isNode(child)) break;
    node = child;
  }
  return node;
}

function valueOffset(root: Node | null, path: YamlPath, offset: number): number {
  const node = nodeAt(root, path);
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') && offset > 0;
  return (node?.range?.[0] ?? 0) + offset + (quoted ? 1 : 0);
}

function keyOffset(root: Node | null, path: YamlPath): number {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (isMap(parent)) {
    const found = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
    if (found !== undefined && isScalar(found.key)) return found.key.range?.[0] ?? 0;
  }
  return valueOffset(root, path, 0);
}

interface YamlFault {
  readonly error: YAMLError;
  /** Where the quote or the brace stands that nothing closes. */
  readonly opened: number | undefined;
}

/** Where YAML breaks, what follows is read wrongly: only the first break is the author's. Keys written twice break nothing. */
function faultsOf({ errors, warnings, contents }: ReturnType<typeof parseDocument>): YamlFault[] {
  const all = [...errors, ...warnings];
  const first = all.find(({ code }) => code !== 'DUPLICATE_KEY');
  const told = all.filter((error) => error.code === 'DUPLICATE_KEY' || error === first);
  return told.map((error) => ({ error, opened: openedAt(error, contents) }));
}

function openedAt({ message, pos }: YAMLError, root: Node | null): number | undefined {
  if (!/^Missing closing|^Flow /.test(message)) return undefined;
  let opened: number | undefined;
  const look = (range: readonly number[] | null | undefined): void => {
    if (range?.[1] === pos[0] && (range[0] ?? 0) >= (opened ?? 0)) opened = range[0];
  };
  visit(root, {
    Scalar: (_, { type, range }) => (type?.startsWith('QUOTE') ? look(range) : undefined),
    Collection: (_, { flow, range }) => (flow === true ? look(range) : undefined),
  });
  return opened;
}

function yamlProblem(
  file: string,
  error: YAMLError,
  opened: number | undefined,
  place: (offset: number) => Place,
): Problem {
  const message = opened === undefined ? yamlMessage(error) : notClosed;
  return { file, ...place(opened ?? error.pos[0]), code: 'yaml-syntax', message };
}

const notClosed = say(
  'ce guillemet, cette accolade ou ce crochet n’est pas fermé',
  'this quote, brace or bracket is not closed',
);

function yamlMessage(error: YAMLError): Bilingual {
  const known: Partial<Record<YAMLError['code'], Bilingual>> = {
    DUPLICATE_KEY: say('ce mot-clé est déjà écrit au-dessus', 'this key is already written above'),
    TAB_AS_INDENT: say('tabulation en début de ligne : utilisez des espaces', 'tab at the start of a line: use spaces'),
    BAD_INDENT: say('le retrait de cette ligne ne correspond pas', 'the indentation of this line does not match'),
    MISSING_CHAR: say(
      'un signe manque : guillemet, deux-points, virgule ou accolade',
      'a sign is missing: quote, colon, comma or brace',
    ),
    MULTIPLE_DOCS: say(
      'un seul document par fichier : supprimez cette ligne « --- »',
      'one document in a file: remove this line "---"',
    ),
    UNEXPECTED_TOKEN: say(
      'un texte avec un guillemet ou un signe particulier se met entre guillemets',
      'a text with a quote or a special sign goes between quotes',
    ),
    BLOCK_AS_IMPLICIT_KEY: say('un texte avec « : » se met entre guillemets', 'a text with ":" goes between quotes'),
  };
  return known[error.code] ?? say(`YAML mal formé (${error.code})`, `malformed YAML: ${error.message}`);
}
