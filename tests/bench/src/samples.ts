/** Events and documents of about 1 kB, as the product's are. */
export function sampleEvent(n: number) {
  return {
    specversion: '1.0',
    id: `evt-${n}-abcdefghij`,
    source: '/facteur/ingest',
    type: 'facteur.mail.received.v1',
    subject: '7Q2K-9MXD-4',
    time: '2026-01-05T09:00:00.000Z',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    causationid: `evt-${n - 1}`,
    data: {
      mailbox: 'sav@boutique.example',
      from: { address: 'marie.dupont@courriel.example', name: 'Marie Dupont' },
      subject: 'Colis non reçu',
      language: 'fr',
      kind: 'human',
      attempt: n % 7,
      text: 'Bonjour, ma commande CMD-2026-01234 devait arriver lundi dernier et je n’ai toujours rien reçu. '.repeat(
        4,
      ),
      attachments: [{ name: 'photo.jpg', type: 'image/jpeg', bytes: 123_456 }],
    },
  };
}

export function sampleDocument(n: number, round: number) {
  const status = ['open', 'waiting', 'closed', 'review'][(n + round) % 4] ?? 'open';
  return { _id: `case-${n}`, status, round, text: 'x'.repeat(460), notes: ['a'.repeat(200), 'b'.repeat(200)], n };
}
