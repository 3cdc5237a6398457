/** Whole mails against golden files. `FACTEUR_UPDATE_GOLDEN=1` writes them anew; read them aloud before committing them. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleOf, type Journey, journeyFromBundle, readJourneyFolder } from '@facteur/journeys';
import { describe, expect, it } from '@jest/globals';
import { composeReply } from './compose.ts';
import { readProductTemplates } from './product-templates.ts';
import type { ReplyRequest } from './state.ts';
import { ASKED_AT_MS, CASE, CONFIG, KEYS, sampleRequest, sideRequest, writtenRequest } from './testing/sample-reply.ts';
import { writeReply } from './write.ts';

const product = await readProductTemplates();

async function journey(name: string): Promise<Journey> {
  const folder = fileURLToPath(new URL(`../../../journeys/${name}`, import.meta.url));
  const { journey: found } = journeyFromBundle(bundleOf(await readJourneyFolder(folder)), {});
  if (!found) throw new Error(`journey ${name} cannot be read`);
  return found;
}

async function golden(file: string, actual: string): Promise<string> {
  const url = new URL(`./golden/${file}`, import.meta.url);
  if (process.env.FACTEUR_UPDATE_GOLDEN === '1') await writeFile(url, actual);
  return readFile(url, 'utf8');
}

const REFUND = {
  order: { number: 'CMD-2026-10342', article: 'Bougie parfumée *figue*' },
  refund: { amount: { minor: 4990, currency: 'EUR' }, refund: 'RB-0123456789AB', bookedOn: '2026-11-01' },
};

const ADVISOR = `Bonjour Madame,

J'ai vérifié votre commande avec notre atelier :
1. le fauteuil part demain ;
2. la housse suivra lundi.

Je reste à votre disposition.
Léa, service clients`;

const ASKED_OUTSIDE = `Bonjour Monsieur,

Un client nous signale que le pied arrière gauche de son fauteuil est fendu.
Vous trouverez ci-joint deux photos et le bon de retour.

Pourriez-vous nous dire d’ici vendredi si une réparation est possible, et à quel prix ?

Merci d’avance,
Léa, service clients`;

const ASKED_OUTSIDE_EN = `Hello,

One of our customers tells us that the left back leg of the armchair is cracked.
Please find attached two photos and the return slip.

Could you let us know by Friday whether it can be repaired, and at what price?

Many thanks,
Léa, customer service`;

const fromJourney = (templates: string[], purpose: ReplyRequest['purpose'], language: 'fr' | 'en'): ReplyRequest =>
  sampleRequest({
    ...{ purpose, language },
    content: { kind: 'journey', journey: 'remboursement', hash: 'h', templates, data: REFUND },
  });

const TWO_ASKS = ['demande-numero-commande', 'demande-justificatif'];
const MAILS: { name: string; request: ReplyRequest; opens?: boolean }[] = [
  { name: 'acknowledgement.fr', request: sampleRequest() },
  { name: 'acknowledgement.en', request: sampleRequest({ language: 'en', subject: 'My order' }) },
  { name: 'acknowledgement.de', request: sampleRequest({ language: 'de', subject: 'Meine Bestellung' }) },
  { name: 'two-asks.fr', request: fromJourney(TWO_ASKS, 'question', 'fr') },
  { name: 'two-asks.en', request: fromJourney(TWO_ASKS, 'question', 'en') },
  { name: 'answer.fr', request: fromJourney(['confirmation'], 'answer', 'fr') },
  { name: 'answer.en', request: fromJourney(['confirmation'], 'answer', 'en') },
  { name: 'first-ask.fr', request: fromJourney(['demande-numero-commande'], 'question', 'fr'), opens: true },
  { name: 'first-answer.fr', request: fromJourney(['confirmation'], 'answer', 'fr'), opens: true },
  { name: 'first-answer.en', request: fromJourney(['confirmation'], 'answer', 'en'), opens: true },
  { name: 'advisor.fr', request: writtenRequest(ADVISOR) },
  {
    name: 'side.fr',
    request: sideRequest({ content: { kind: 'written', text: ASKED_OUTSIDE, subject: 'Devis de réparation' } }),
  },
  {
    name: 'side.en',
    request: sideRequest({
      language: 'en',
      content: { kind: 'written', text: ASKED_OUTSIDE_EN, subject: `Repair quote [${CASE}]` },
    }),
  },
];

describe('the mails', () => {
  it.each(MAILS)('read as before: $name', async ({ name, request, opens = false }) => {
    const words = await writeReply(CASE, request, () => journey('remboursement'), product);
    const mail = composeReply(CASE, { request, askedAtMs: ASKED_AT_MS, opens }, words, CONFIG, KEYS);
    const text = `Subject: ${mail.subject}\n\n${mail.text}`;
    expect(text).toBe(await golden(`${name}.txt`, text));
    expect(mail.html).toBe(await golden(`${name}.html`, mail.html));
  });
});
