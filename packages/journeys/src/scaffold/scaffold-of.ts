/** A first version of a journey that the checker accepts at once, with remarks for an author who begins. */
import { AppError } from '@facteur/primitives';
import type { JourneyFiles } from '../files/journey-files.ts';
import { nameSchema } from '../read/schema.ts';
import { collecteFiles } from './model-collecte.ts';
import { decisionFiles } from './model-decision.ts';
import { simpleFiles } from './model-simple.ts';
import type { ScaffoldNames } from './scaffold-text.ts';

/**
 * What a journey may begin from: `simple` replies at once; `collecte` asks for what is missing and has an advisor look;
 * `decision` looks an order up in the demo company's systems and decides by rules.
 */
export const SCAFFOLD_MODELS = ['collecte', 'decision', 'simple'] as const;

/** One of `SCAFFOLD_MODELS`. */
export type ScaffoldModel = (typeof SCAFFOLD_MODELS)[number];

const FILES = { collecte: collecteFiles, decision: decisionFiles, simple: simpleFiles } satisfies Record<
  ScaffoldModel,
  unknown
>;

/**
 * The files of a new journey. `title`: what advisors see, in French; default: the name in words.
 * @throws AppError `BAD_INPUT` when `name` is no name of a journey, with one that is near.
 */
export function scaffoldOf(name: string, title: string | undefined, model: ScaffoldModel): JourneyFiles {
  if (!isJourneyName(name)) {
    const near = nameFrom(name);
    const hint = isJourneyName(near) ? ` — par exemple « ${near} »` : '';
    throw new AppError(
      'BAD_INPUT',
      `« ${name} » ne peut pas nommer un parcours : des lettres, des chiffres et des traits d’union, une lettre d’abord${hint}`,
    );
  }
  const trimmed = title?.trim() ?? '';
  const names: ScaffoldNames = { name, title: trimmed === '' ? titleFrom(name) : trimmed };
  return { folder: name, files: FILES[model](names) };
}

function isJourneyName(name: string): boolean {
  return nameSchema.safeParse(name).success;
}

/** `Changement de livraison !` → `changement-de-livraison`. */
function nameFrom(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^[-\p{N}]+|-+$/gu, '');
}

/** `changement-de-livraison` → `Changement de livraison`. */
function titleFrom(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
