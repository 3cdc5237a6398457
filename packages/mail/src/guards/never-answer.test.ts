import { describe, expect, it } from '@jest/globals';
import { isNoReplyAddress } from './never-answer.ts';

describe('an address behind which nobody reads', () => {
  it.each([
    'noreply@client.example',
    'No-Reply@client.example',
    'no_reply@client.example',
    'do-not-reply@client.example',
    'donotreply@client.example',
    'commandes-noreply@client.example',
    'noreply-suivi@client.example',
    'noreply2@client.example',
    'ne-pas-repondre@client.example',
    'nepasrepondre@client.example',
    'ne_pas_répondre@client.example',
    'MAILER-DAEMON@mx.example',
    'bounce+abc=def@lists.example',
    'owner-clients@lists.example',
    'clients-request@lists.example',
    'clients-bounces@lists.example',
    'nobody@client.example',
    '@client.example',
    '',
  ])('%s is one', (address) => {
    expect(isNoReplyAddress(address)).toBe(true);
  });

  it.each([
    'camille@client.example',
    'norbert.reply@client.example',
    'contact@noreply.example',
    'nathan.oreply@client.example',
    'postmaster@petite-firme.example',
    'n.bodynull@client.example',
    'info@client.example',
    'repondre@client.example',
  ])('%s is a person’s, or may be', (address) => {
    expect(isNoReplyAddress(address)).toBe(false);
  });
});
