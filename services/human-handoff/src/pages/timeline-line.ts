/** One line of a timeline, whatever it tells. */
import type { Html } from './html.ts';

/** `in`: from the customer; `out`: to the customer; `bot`, `human`: who did something; `bad`: what went wrong. */
export interface Line {
  readonly kind: 'in' | 'out' | 'bot' | 'human' | 'bad';
  readonly title: string;
  readonly note?: string | undefined;
  readonly body?: Html | undefined;
}
