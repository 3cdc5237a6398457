/**
 * How many mails a machine may send of itself, to one address and about one case: enough for a customer, too few for another
 * machine that answers everything. Pure; whoever keeps the history sees to it that it lasts.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One automatic mail. */
export interface AutomaticMail {
  /** The same mail, the same id: it counts once. */
  readonly id: string;
  /** Which mail it answers, or its own id: several answers to one mail are one exchange. */
  readonly answers: string;
  /** ms since 1970. */
  readonly at: number;
}

/** What was sent to one address, or about one case. */
export interface AutomaticHistory {
  /** Mails of the last day, oldest first. */
  readonly sent: readonly AutomaticMail[];
  /** Since when the breaker is open (ms): a day long nothing goes, or until a person wrote. */
  readonly brokenAt?: number;
}

/** Bounds. */
export interface AutomaticLimits {
  /** Mails in 24 hours. */
  readonly perDay: number;
  /** Exchanges in 60 minutes; the next one opens the breaker. */
  readonly exchangesPerHour: number;
}

/** The defaults. */
export const AUTOMATIC_LIMITS: AutomaticLimits = { perDay: 20, exchangesPerHour: 5 };

/** Nothing was sent; also what a person's own mail makes of a history, since it shows that people are at it. */
export const NO_AUTOMATIC_MAILS: AutomaticHistory = { sent: [] };

/** Why `mail` must not leave, or `undefined`. What was let go once is let go again. */
export function heldBack(
  { sent, brokenAt }: AutomaticHistory,
  { id, answers, at }: AutomaticMail,
  { perDay, exchangesPerHour }: AutomaticLimits,
): 'loop-suspected' | 'daily-limit' | undefined {
  if (sent.some((mail) => mail.id === id)) return undefined;
  if (brokenAt !== undefined && at - brokenAt < DAY_MS) return 'loop-suspected';
  const lastHour = sent.filter((mail) => at - mail.at < HOUR_MS).map((mail) => mail.answers);
  if (new Set([...lastHour, answers]).size > exchangesPerHour) return 'loop-suspected';
  return sent.filter((mail) => at - mail.at < DAY_MS).length >= perDay ? 'daily-limit' : undefined;
}

/** The history once `mail` has been let go or, for `held`, kept back. */
export function afterAutomatic(
  history: AutomaticHistory,
  mail: AutomaticMail,
  held: 'loop-suspected' | 'daily-limit' | undefined,
): AutomaticHistory {
  const { brokenAt } = history;
  const isBroken = brokenAt !== undefined && mail.at - brokenAt < DAY_MS;
  const since = isBroken ? brokenAt : held === 'loop-suspected' ? mail.at : undefined;
  const recent = history.sent.filter(({ at }) => mail.at - at < DAY_MS);
  const isNew = held === undefined && recent.every(({ id }) => id !== mail.id);
  return { sent: isNew ? [...recent, mail] : recent, ...(since === undefined ? {} : { brokenAt: since }) };
}
