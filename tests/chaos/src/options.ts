/** What the command line says: `--mode embedded|kafka --seed N --minutes M [--json]`. Pure. */
import { parseArgs } from 'node:util';
import { AppError, messageOf } from '@facteur/primitives';

/** `embedded`: the product in one process; `kafka`: a process per service, on a real Kafka and a server of MongoDB's protocol. */
export const MODES = ['embedded', 'kafka'] as const;
export type Mode = (typeof MODES)[number];

/** What to run. */
export interface Options {
  readonly mode: Mode;
  /** Decides mails, faults and their moments. */
  readonly seed: number;
  /** Length of the stream of mails and faults; settling comes on top. */
  readonly minutes: number;
  /** The result as one JSON line on stdout. */
  readonly isJson: boolean;
}

/** The company has orders for no more: their numbers have five digits. */
const MOST_MINUTES = 60;
const SEEDS = 2 ** 32;

export const USAGE = `npm run chaos -- --mode ${MODES.join('|')} [--seed N] [--minutes M] [--json]`;

/**
 * Reads the words of the command line. Defaults: embedded, 3 minutes, a seed drawn by `drawSeed`.
 * @throws AppError `BAD_INPUT` naming what is wrong
 */
export function readOptions(words: readonly string[], drawSeed: () => number): Options {
  const { mode = 'embedded', seed, minutes = '3', json = false } = parse(words);
  const known = MODES.find((each) => each === mode);
  if (known === undefined) throw new AppError('BAD_INPUT', `--mode ${mode}: there are ${MODES.join(' and ')}`);
  const wanted = seed === undefined ? Math.floor(drawSeed() * SEEDS) : Number(seed);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted >= SEEDS)
    throw new AppError('BAD_INPUT', `--seed ${seed}: an integer from 0 to ${SEEDS - 1}`);
  const length = Number(minutes);
  if (!(length > 0 && length <= MOST_MINUTES))
    throw new AppError('BAD_INPUT', `--minutes ${minutes}: above 0, at most ${MOST_MINUTES}`);
  return { mode: known, seed: wanted, minutes: length, isJson: json };
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...words],
      options: { mode: text, seed: text, minutes: text, json: { type: 'boolean' } },
    }).values;
  } catch (cause) {
    throw new AppError('BAD_INPUT', messageOf(cause), { cause });
  }
}
