/** What the reading thread and its owner tell each other. Mails and what they say travel as JSON, which costs half of a structured clone. */
import type { AnsweredBy } from '../cascade/create-cascade.ts';
import type { ReaderKnowledge, ReadingModel } from './mail-reader.ts';

/** An embedder on the owner's side. */
export interface FarEmbedder {
  readonly id: string;
  readonly dimensions: number;
}

/** Which of the two embedders. */
export type Which = 'full' | 'fast';

/** What the thread is started with. */
export interface ReaderSettings {
  readonly knowledge: ReaderKnowledge;
  readonly embedders: Readonly<Partial<Record<Which, FarEmbedder>>>;
}

/** Owner → thread. */
export type ReaderOrder =
  | ({ readonly kind: 'use' } & ReadingModel)
  | { readonly kind: 'read'; readonly id: number; readonly mails: string }
  | { readonly kind: 'vectors'; readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'no-vectors'; readonly id: number; readonly message: string };

/** Thread → owner. */
export type ReaderNews =
  | { readonly kind: 'read'; readonly id: number; readonly read: string }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'embed'; readonly id: number; readonly which: Which; readonly texts: readonly string[] }
  | { readonly kind: 'trouble'; readonly message: string }
  | { readonly kind: 'answered'; readonly by: AnsweredBy };
