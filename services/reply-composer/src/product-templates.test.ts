import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readProductTemplates, renderProduct } from './product-templates.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-templates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const OWN = '---\nsubject: Bien reçu\n---\nMerci ! Dossier {{ case }}.\n';
const mailboxes = () => [
  { address: 'sav@boutique.example', name: 'Boutique', templates: folder },
  { address: 'reservation@hotel.example', name: 'Hôtel' },
];

describe('the templates of a mailbox', () => {
  it('come before the product’s, where they are', async () => {
    await write('acknowledgement.fr.md', OWN);
    const find = await readProductTemplates(mailboxes());
    const own = find('sav@boutique.example', 'acknowledgement', 'fr');
    expect(renderProduct(own, { case: '7Q2K-9MXD-R', subject: '' })).toBe('Merci ! Dossier 7Q2K-9MXD-R.\n');
    expect(find('sav@boutique.example', 'acknowledgement', 'en').subject).toBe('We have received your message');
    expect(find('reservation@hotel.example', 'acknowledgement', 'fr').subject).toBe(
      'Nous avons bien reçu votre message',
    );
  });

  it.each([
    { name: 'has no subject', text: 'Merci !', said: 'must begin with' },
    { name: 'names what is not there', text: OWN.replace('case', 'dossier'), said: '{{ case }} and {{ subject }}' },
  ])('keep the product from starting when one $name, by its path', async ({ text, said }) => {
    await write('acknowledgement.fr.md', text);
    await expect(readProductTemplates(mailboxes())).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(said),
    });
    await expect(readProductTemplates(mailboxes())).rejects.toThrow(join(folder, 'acknowledgement.fr.md'));
  });

  it('must be somewhere in their folder', async () => {
    const empty = [{ address: 'sav@boutique.example', name: 'Boutique', templates: join(folder, 'nulle-part') }];
    await expect(readProductTemplates(empty)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
