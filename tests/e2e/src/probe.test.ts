import { afterAll, it } from '@jest/globals';
import { startProduct } from './product.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary.ts';
import { writeCompany } from './company.ts';
import { PDF } from './mail.ts';
afterAll(removeTemporaryFolders);
it('probe', async () => {
  const data = await temporaryFolder();
  const buyers = await writeCompany(data, 60);
  const p = await startProduct({ home: await temporaryFolder(), env: { FACTEUR_DEMO_DATA: data } });
  const texts: [string, string, boolean?][] = [
    ['suivi fr', 'Bonjour,\n\nOù en est ma commande SMALL ? Merci.'],
    ['suivi en', 'Hello,\n\nWhere is my order SMALL? Thank you for your help.'],
    ['suivi es', 'Buenos días,\n\n¿Dónde está mi pedido SMALL? Muchas gracias por su ayuda.'],
    ['suivi de', 'Guten Tag,\n\nwo ist meine Bestellung SMALL? Vielen Dank für Ihre Hilfe.'],
    ['refund no doc', 'Bonjour,\n\nJe souhaite obtenir le remboursement de ma commande SMALL.\n\nMerci'],
    ['refund doc', 'Bonjour,\n\nJe souhaite obtenir le remboursement de ma commande SMALL. Voici la facture.\n\nMerci', true],
    ['refund big doc', 'Bonjour,\n\nJe souhaite obtenir le remboursement de ma commande BIG. Voici la facture.\n\nMerci', true],
    ['reship', 'Bonjour,\n\nMon colis est perdu, pouvez-vous me renvoyer la commande SMALL ?\n\nMerci'],
    ['reship big', 'Bonjour,\n\nMon colis est perdu, pouvez-vous me renvoyer la commande BIG ?\n\nMerci'],
    ['ambiguous', 'Bonjour,\n\nVous avez reçu mon message au sujet de la commande SMALL ?\n\nMerci'],
    ['ambiguous2', 'Bonjour,\n\nJe vous écris au sujet de ma commande SMALL. Que faire ?'],
    ['other', 'Bonjour,\n\nQuels sont vos horaires d’ouverture le dimanche ?'],
    ['two', 'Bonjour,\n\nOù en est ma commande SMALL ? Par ailleurs, je souhaite être remboursé de la commande BIG.'],
    ['empty', ''],
  ];
  for (const [i, [, text, doc]] of texts.entries()) {
    const b = buyers[i]!;
    await p.send({ from: `${b.name} <${b.address}>`, subject: 'Bonjour', text: text.replace('SMALL', b.small).replace('BIG', b.big), attachments: doc ? [PDF] : [] });
  }
  await p.idle();
  for (const [i, [name]] of texts.entries()) {
    const [c] = await p.casesOf(buyers[i]!.address);
    const out = await p.outboxTo(buyers[i]!.address);
    const und = c?.timeline.find((t) => t.topic === 'mail.understood')?.data as any;
    console.log(name, c?.number, c?.status, c?.outcome, JSON.stringify(c?.reasons), JSON.stringify(und?.requests?.map((r: any) => [r.intents[0], r.outOfScope])), out.map((m) => m.subject), JSON.stringify(c?.reviews.map((r) => [r.reasons, r.show, r.options, r.data])));
  }
  console.log(await p.stop(), p.printed.stderr.slice(-600));
}, 120000);
