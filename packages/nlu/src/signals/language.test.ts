import { describe, expect, it } from '@jest/globals';
import { fold } from '../data/fold.ts';
import { languageOf } from './language.ts';

const FRENCH = `je n'ai toujours pas reçu ma commande
où en est mon colis, svp
le livreur est passé sans sonner
jai recu un article cassé dans le carton
pouvez vous me rembourser les frais de port
ma facture ne correspond pas au devis
bonjour je souhaite annuler ma réservation de samedi
la théière fuit par le bec verseur
comment renvoyer un article trop petit
vous m'avez débité deux fois ce mois-ci
le code promo ne marche plus sur le site
je voudrais changer l'adresse de livraison
mon compte est bloqué depuis ce matin
il manque une pièce dans le paquet
c koi le delai pr etre remboursé
tjrs rien recu depuis 3 semaines
chu tanné d'attendre mon colis
j'ai payé septante euros pour rien
le gsm que vous m'avez envoyé est rayé
est-ce que la chambre est libre le 12
merci de me rappeler dans la journée
quel est le prix pour deux nuits
le remboursement promis n'est pas arrivé
veuillez trouver ci-joint la photo demandée
personne ne répond au téléphone chez vous
cmt je fais pour retourner le pull
la couleur n'est pas celle du site
mon mari a perdu le ticket de caisse
ya til un parking pres de l'hotel
avez vous encore ce modèle en bleu
encore un retard, c'est la troisième fois
la taille du pantalon ne va pas
votre site plante quand je valide le panier
nous arriverons tard dans la soirée vendredi
prière de supprimer toutes mes données personnelles
wesh mon colis il est où
le chauffeur a laissé le carton dehors
besoin d'une attestation pour mon assurance
on m'a livré chez le voisin d'en face
la garantie couvre-t-elle une vitre fendue`.split('\n');
const ENGLISH = `where is my order please
i still have not received my parcel
the lamp arrived broken this morning
can you send me a copy of the invoice
i want to cancel my booking for saturday
you charged my card twice last week
the tracking number does not work
how do i return this jacket
my refund never showed up in my account
is breakfast included in the room price
please change the delivery address to my office
the driver left the box outside in the rain
i have been waiting for three weeks
wheres my stuff its been ages
could you call me back this afternoon
one piece is missing from the box
the discount code is not working
do you still have this model in blue
the size does not fit me at all
we will arrive late on friday evening
nobody answers the phone at your shop
kindly delete all of my personal data
i moved house last month
the kettle leaks from the bottom
thanks for your help with this
its the wrong colour i ordered red
my husband lost the receipt for it
can i pay by bank transfer instead
your website crashed when i paid
need proof of purchase for my insurance`.split('\n');

/** As typed in a hurry: no accents, no apostrophes, every fifth long word without its third letter. */
function misspelt(sentence: string): string {
  const words = fold(sentence).replace(/'/g, '').split(' ');
  return words.map((word, at) => (at % 5 === 1 && word.length > 5 ? word.slice(0, 2) + word.slice(3) : word)).join(' ');
}

describe('languageOf', () => {
  it.each([
    { language: 'fr', sentences: FRENCH, hint: 'en' },
    { language: 'en', sentences: ENGLISH, hint: 'fr' },
  ])('tells $language in short sentences, even misspelt and against the hint', ({ language, sentences, hint }) => {
    const shareOf = (written: readonly string[]) =>
      written.filter((each) => languageOf(each, hint) === language).length / written.length;
    const [asWritten, typed] = [shareOf(sentences), shareOf(sentences.map(misspelt))];
    console.log(`${language}: ${asWritten.toFixed(3)} of ${sentences.length} sentences, ${typed.toFixed(3)} misspelt`);
    expect(asWritten).toBeGreaterThanOrEqual(0.97);
    expect(typed).toBeGreaterThanOrEqual(0.94);
  });

  it.each([
    { text: 'Ich habe mein Paket noch nicht erhalten, wo ist es?', language: 'de' },
    { text: 'Hola, no he recibido mi pedido todavía, gracias', language: 'es' },
    { text: 'Buongiorno, non ho ancora ricevuto il mio ordine', language: 'it' },
    { text: 'Waar blijft mijn bestelling? Ik wacht al een week.', language: 'nl' },
    { text: 'أين طلبي من فضلك', language: 'ar' },
  ])('names $language', ({ text, language }) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(['', '👍', '12345', 'CMD-2026-10041', 'a@b.example', 'https://boutique.example/x', '…'])(
    'believes the hint where "%s" does not say',
    (text) => {
      expect(languageOf(text, 'en')).toBe('en');
      expect(languageOf(text)).toBe('fr');
    },
  );

  it('is done with a megabyte at once', () => {
    const before = process.cpuUsage();
    languageOf('a'.repeat(1_000_000));
    languageOf('/'.repeat(1_000_000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
