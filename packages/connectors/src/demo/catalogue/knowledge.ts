/** The knowledge base. Questions may be long, so they travel in a body. */
import type { HttpOperation } from '../../http/index.ts';
import { optional, reads, required } from './traits.ts';

export const knowledgeOperations: readonly HttpOperation[] = [
  {
    ...reads,
    method: 'POST',
    name: 'savoir.search',
    inputs: { question: required, language: optional },
    outputs: { title: 'text', answer: 'text', link: 'text', score: 'number' },
    errors: ['not-found'],
    path: '/articles/search',
  },
];
