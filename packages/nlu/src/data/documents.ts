/** What kind of document a customer's file is, by its name and type; its content is not read. */
import { fold } from './fold.ts';

/** `other` where the name does not say; pictures without a telling name are photos. */
export type DocumentKind =
  | 'invoice'
  | 'identity'
  | 'photo'
  | 'bank-details'
  | 'proof-of-address'
  | 'order-form'
  | 'receipt'
  | 'certificate'
  | 'police-report'
  | 'return-slip'
  | 'contract'
  | 'screenshot'
  | 'other';

/** `confidence` 0..1. */
export interface FoundDocumentKind {
  readonly kind: DocumentKind;
  readonly confidence: number;
}

/** In this order: "facture edf.pdf" proves an address, other invoices do not. */
const KINDS: readonly (readonly [DocumentKind, RegExp])[] = [
  ['bank-details', /\b(?:rib|iban|bic|releve d identite bancaire|bank ?details|coordonnees bancaires)\b/],
  [
    'identity',
    /\b(?:cni|cin|carte (?:nationale )?(?:d )?identite|carte id|identite|piece (?:d )?identite|passeports?|passport|permis(?: de conduire)?|titre de sejour|id ?card|driving licen[cs]e)\b/,
  ],
  [
    'proof-of-address',
    /\b(?:justificatif (?:de )?domicile|justif domicile|attestation (?:d )?hebergement|quittance(?: de)?(?: loyer)?|(?:facture )?(?:edf|engie|eau|electricite|gaz|internet)|taxe (?:d )?habitation|avis (?:d )?imposition|proof of address|utility bill)\b/,
  ],
  [
    'police-report',
    /\b(?:plainte|depot (?:de )?plainte|main courante|declaration (?:de )?(?:vol|perte|sinistre)|police report|pv)\b/,
  ],
  ['certificate', /\b(?:certificat\w*|attestation\w*|acte (?:de )?(?:deces|naissance|mariage)|certificate)\b/],
  [
    'return-slip',
    /\b(?:bon (?:de )?retour|etiquette(?: retour)?|bordereau|preuve (?:de )?(?:depot|envoi)|return (?:slip|label)|proof of (?:postage|shipment))\b/,
  ],
  [
    'order-form',
    /\b(?:bon (?:de )?commande|confirmation (?:de )?commande|commande|devis|order(?: confirmation)?|quote)\b/,
  ],
  ['receipt', /\b(?:ticket(?: de caisse)?|recu|receipt|preuve (?:d )?achat|proof of purchase)\b/],
  ['invoice', /\b(?:factures?|fact|invoice|avoir|fa \d{2,4})\b/],
  ['contract', /\b(?:contrat|contract|cgv|conditions|bail)\b/],
  ['screenshot', /\b(?:capture(?: d ?ecran)?|screenshot|screen shot|ecran)\b/],
  ['photo', /\b(?:photos?|img|dsc\w{0,6}|pxl|picture|image|wa\d{1,6})\b/],
];

/** `type` is the media type that the mail states. Never throws. */
export function documentKindOf(name: string, type: string): FoundDocumentKind {
  const words = fold(name.slice(0, 200))
    .replace(/\.\p{L}{1,5}$/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu, ' ');
  const told = KINDS.find(([, pattern]) => pattern.test(words))?.[0];
  const isPicture = /^image\//i.test(type);
  if (told !== undefined && told !== 'photo') return { kind: told, confidence: 0.85 };
  if (isPicture) return { kind: 'photo', confidence: told === 'photo' ? 0.9 : 0.7 };
  return told === 'photo' ? { kind: 'photo', confidence: 0.5 } : { kind: 'other', confidence: 0.5 };
}
