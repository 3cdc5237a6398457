import { describe, expect, it } from '@jest/globals';
import { composerConfigSchema, DEFAULT_RULES, rulesOf } from './config.ts';

const MINUTE = 60_000;
const mailboxes = [{ address: 'sav@boutique.example', name: 'La Boutique Claire' }];

describe('the composer’s rules', () => {
  it('hold back an acknowledgement for five seconds, and try a mail for two days', () => {
    expect(DEFAULT_RULES.acknowledgeWithinMs).toBe(5_000);
    expect(DEFAULT_RULES.retry).toEqual({
      waitsMs: [1, 5, 15, 60, 240, 360].map((minutes) => minutes * MINUTE),
      giveUpAfterMs: 48 * 60 * MINUTE,
    });
  });

  it('are what the settings say', () => {
    const settings = { mailboxes, 'acknowledge-within': '2m', retry: { after: ['30s', '1d'], 'give-up': '3h' } };
    expect(rulesOf(composerConfigSchema.parse(settings))).toMatchObject({
      acknowledgeWithinMs: 2 * MINUTE,
      retry: { waitsMs: [MINUTE / 2, 1_440 * MINUTE], giveUpAfterMs: 180 * MINUTE },
    });
    expect(rulesOf({ 'acknowledge-within': '0s' }).acknowledgeWithinMs).toBe(0);
  });

  it.each([
    { name: 'no unit', settings: { 'acknowledge-within': '5' } },
    { name: 'no number', settings: { 'acknowledge-within': 's' } },
    { name: 'a wait of nothing', settings: { retry: { after: ['0s'] } } },
    { name: 'no waits', settings: { retry: { after: [] } } },
  ])('are refused with $name', ({ settings }) => {
    expect(composerConfigSchema.safeParse({ mailboxes, ...settings }).success).toBe(false);
  });

  it('are refused where nobody read the settings before', () => {
    expect(() => rulesOf({ 'acknowledge-within': 'soon' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});
