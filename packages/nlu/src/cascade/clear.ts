/** When the answer of the fast classifier stands, and what the answers of both are worth once one of them is chosen. Pure. */
import type { Classification } from '../classification.ts';

/** Chosen on held-out texts (`choose-clear.ts`). */
export interface ClearRule {
  /**
   * From this probability (0..1) of its most probable intent on, the fast answer stands; what is out of scope by its evidence has none so
   * high. Absent: it never stands.
   */
  readonly limit?: number;
  /** Temperature (above 0) of fast answers that stand, over intents and "out of scope" together; 1 leaves them as they are. */
  readonly clearTemperature: number;
  /** The same of full answers where the fast one did not stand: such texts are harder than the rest, and their answers less sure. */
  readonly restTemperature: number;
}

/** Every text is put to the full classifier. */
export const NOTHING_CLEAR: ClearRule = { clearTemperature: 1, restTemperature: 1 };

/** Whether the fast answer may stand as an answer. */
export function isClear({ intents }: Classification, { limit }: ClearRule): boolean {
  return limit !== undefined && (intents[0]?.probability ?? 0) >= limit;
}

/** The answer with all its probabilities raised to 1 ÷ `temperature`; they sum to 1 again, and keep their order. */
export function tempered(answer: Classification, temperature: number): Classification {
  if (temperature === 1) return answer;
  const raised = (probability: number): number => probability ** (1 / temperature);
  const sum = answer.intents.reduce((total, { probability }) => total + raised(probability), raised(answer.outOfScope));
  if (!(sum > 0)) return answer;
  return {
    ...answer,
    intents: answer.intents.map(({ intent, probability }) => ({ intent, probability: raised(probability) / sum })),
    outOfScope: raised(answer.outOfScope) / sum,
  };
}
