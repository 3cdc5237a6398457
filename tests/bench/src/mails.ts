/** Distinct mails for the pipeline: the mix of a shop's mailbox, each from another customer about another order. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const TEXTS: readonly ((order: string, n: number) => string)[] = [
  (order) =>
    `Bonjour,\r\n\r\nOù en est ma commande ${order}, s'il vous plaît ? Je ne l'ai toujours pas reçue.\r\n\r\nMerci d'avance,`,
  (order) => `Bonjour, pouvez-vous me dire quand ma commande ${order} sera livrée ?\r\n\r\nCordialement,`,
  (order) =>
    `Bonjour,\r\n\r\nJe souhaite être remboursé de ma commande ${order}, l'article ne me convient pas.\r\n\r\nBien à vous,`,
  (order) =>
    `Madame, Monsieur,\r\n\r\nLe colis de la commande ${order} est arrivé abîmé, pouvez-vous me le renvoyer ?\r\n\r\nSalutations,`,
  () => 'Bonjour,\r\n\r\nJe voudrais savoir où en est ma commande.\r\n\r\nMerci,',
  (_, n) =>
    `Bonjour,\r\n\r\nJ'ai une question au sujet de votre boutique de la rue n° ${n} : acceptez-vous les chiens ?\r\n\r\nBonne journée,`,
];

/** Order number of the mail `n`. */
export function orderNumber(n: number): string {
  return `CMD-2026-${String(n).padStart(5, '0')}`;
}

/** One mail, as bytes. */
export function sampleMail(n: number): string {
  const text = TEXTS[n % TEXTS.length]?.(orderNumber(n), n) ?? '';
  const headers = [
    `From: Client Numéro ${n} <client-${n}@courriel.example>`,
    'To: sav@boutique.example',
    `Subject: Demande ${n}`,
    `Date: Sun, 22 Nov 2026 09:${String(n % 60).padStart(2, '0')}:00 +0100`,
    `Message-ID: <bench-${n}@courriel.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${text}\r\nClient ${n}\r\n`;
}

/** Writes mails `from` to `to` as .eml files into `folder`. */
export async function writeMails(folder: string, from: number, to: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let n = from; n < to; n += 1) await writeFile(join(folder, `${String(n).padStart(6, '0')}.eml`), sampleMail(n));
}

/** The demo company's data for those mails: a customer and an order each. */
export async function writeDemoData(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const numbers = Array.from({ length: count }, (_, n) => n);
  const customers = numbers.map((n) => ({
    id: `C-${n}`,
    name: `Client ${n}`,
    address: `client-${n}@courriel.example`,
    balance: { minor: 0, currency: 'EUR' },
    since: '2024-01-01',
  }));
  const orders = numbers.map((n) => ({
    number: orderNumber(n),
    customer: `C-${n}`,
    sku: 'SKU-1',
    article: 'Bougie parfumée',
    quantity: 1,
    total: { minor: 4_990, currency: 'EUR' },
    status: 'shipped',
    orderedOn: '2026-11-10',
    carrier: 'Colissimo',
    tracking: `6A${String(n).padStart(11, '0')}`,
    shippedOn: '2026-11-12',
    expectedOn: '2026-11-24',
  }));
  const files = { customers, orders, stock: [{ sku: 'SKU-1', available: 1_000_000 }], bookings: [] };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(content));
}
