/** Settings of the reply composer. */
import { AUTOMATIC_LIMITS, type AutomaticLimits } from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(\d{1,5})([smhd])$/;
const duration = z.string().regex(DURATION, { error: 'expected a duration such as 5s, 15m, 4h or 2d' });
/** A wait of nothing would try without end. */
const wait = duration.refine((text) => !text.startsWith('0'), { error: 'expected more than nothing' });

export const composerConfigSchema = z.strictObject({
  mailboxes: z
    .array(
      z.strictObject({
        address: z.email().transform((address) => address.toLowerCase()),
        /** Shown as the sender and under each mail. */
        name: z.string().min(1),
        /** Folder with `acknowledgement.fr.md`… in place of the product's. */
        templates: z.string().min(1).optional(),
      }),
    )
    .min(1),
  /** What the bot may send of itself to one address, and about one case. */
  limits: z
    .strictObject({
      /** Mails in 24 hours. Default 20. */
      'automatic-per-day': z.int().positive().optional(),
      /** Exchanges in an hour; beyond them a loop is suspected. Default 5. */
      'exchanges-per-hour': z.int().positive().optional(),
    })
    .optional(),
  /** How long an acknowledgement waits for an answer that says it as well. Default `5s`; `0s`: it leaves at once. */
  'acknowledge-within': duration.optional(),
  /** What happens to a mail that the server cannot take for the time being. */
  retry: z
    .strictObject({
      /** Waits before each further attempt; the last is repeated. Default 1m, 5m, 15m, 1h, 4h, 6h. */
      after: z.array(wait).min(1).optional(),
      /** Since the first attempt. Default `48h`. */
      'give-up': duration.optional(),
    })
    .optional(),
});

export type ComposerConfig = z.infer<typeof composerConfigSchema>;

/** When a mail is tried again that the server put off. */
export interface RetrySchedule {
  /** Waits before the second attempt, the third…; the last is repeated. */
  readonly waitsMs: readonly number[];
  /** No attempt begins later than this after the first. */
  readonly giveUpAfterMs: number;
}

/** What the composer decides by. */
export interface ComposerRules {
  readonly limits: AutomaticLimits;
  /** 0: acknowledgements wait for nothing, and nothing is merged. */
  readonly acknowledgeWithinMs: number;
  readonly retry: RetrySchedule;
}

/** What holds where nothing is set. */
export const DEFAULT_RULES: ComposerRules = rulesOf({});

/** The rules that the settings make, with their defaults. @throws AppError `CONFIG_INVALID` for what is no duration */
export function rulesOf({
  limits,
  retry,
  'acknowledge-within': acknowledgeWithin = '5s',
}: Partial<ComposerConfig>): ComposerRules {
  return {
    limits: {
      perDay: limits?.['automatic-per-day'] ?? AUTOMATIC_LIMITS.perDay,
      exchangesPerHour: limits?.['exchanges-per-hour'] ?? AUTOMATIC_LIMITS.exchangesPerHour,
    },
    acknowledgeWithinMs: millisecondsOf(acknowledgeWithin),
    retry: {
      waitsMs: (retry?.after ?? ['1m', '5m', '15m', '1h', '4h', '6h']).map(millisecondsOf),
      giveUpAfterMs: millisecondsOf(retry?.['give-up'] ?? '48h'),
    },
  };
}

function millisecondsOf(text: string): number {
  const [, count, unit = ''] = DURATION.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined) throw new AppError('CONFIG_INVALID', `${text} is no duration such as 5s, 15m, 4h or 2d`);
  return Number(count) * unitMs;
}
