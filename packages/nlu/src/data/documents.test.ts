import { describe, expect, it } from '@jest/globals';
import { documentKindOf } from './documents.ts';

describe('documentKindOf', () => {
  it.each([
    { name: 'Facture_FA-2026-0774.pdf', type: 'application/pdf', kind: 'invoice' },
    { name: 'facture-EDF-octobre.pdf', type: 'application/pdf', kind: 'proof-of-address' },
    { name: 'justificatif de domicile.jpg', type: 'image/jpeg', kind: 'proof-of-address' },
    { name: 'CNI recto.png', type: 'image/png', kind: 'identity' },
    { name: 'Pièce d’identité.pdf', type: 'application/pdf', kind: 'identity' },
    { name: 'RIB_2026.pdf', type: 'application/pdf', kind: 'bank-details' },
    { name: 'IMG_20261103_101112.jpg', type: 'image/jpeg', kind: 'photo' },
    { name: 'truc.heic', type: 'image/heic', kind: 'photo' },
    { name: 'Capture d’écran 2026-11-03.png', type: 'image/png', kind: 'screenshot' },
    { name: 'depot-de-plainte.pdf', type: 'application/pdf', kind: 'police-report' },
    { name: 'ticket de caisse.jpg', type: 'image/jpeg', kind: 'receipt' },
    { name: 'attestation_assurance.pdf', type: 'application/pdf', kind: 'certificate' },
    { name: 'document.pdf', type: 'application/pdf', kind: 'other' },
    { name: '', type: '', kind: 'other' },
  ])('takes $name for $kind', ({ name, type, kind }) => {
    expect(documentKindOf(name, type).kind).toBe(kind);
  });

  it('is surer of a name that tells than of a picture that does not', () => {
    expect(documentKindOf('photo.jpg', 'image/jpeg').confidence).toBeGreaterThan(
      documentKindOf('x.jpg', 'image/jpeg').confidence,
    );
  });
});
