/** A journey that asks for what is missing, then has an advisor look before it replies. It calls no system. */
import {
  ASK_ORDER_NUMBER,
  examplesText,
  headText,
  REMINDER,
  type ScaffoldNames,
  templateText,
} from './scaffold-text.ts';

/** The files of a journey that collects, has it reviewed, and replies. */
export function collecteFiles(names: ScaffoldNames): Record<string, string> {
  return {
    'journey.yaml': `${headText(names)}
# Ce qu’il faut savoir : lu dans le mail du client, et demandé quand il manque, en un seul mail.
collect:
  commande:
    # Ce que c’est : order-number, money, date, choice, email, phone, iban, text ou document.
    type: order-number
    # Le modèle qui le demande : templates/demande-numero-commande.fr.md.
    ask: demande-numero-commande
    # Les relances, comptées depuis la demande (d : jours, h : heures, m : minutes), et leur modèle.
    remind: [3d, 7d]
    remind-with: relance
    # Sans réponse après ce délai, un conseiller prend la suite.
    give-up: 14d
  souhait:
    type: choice
    # Les choix possibles, avec d’autres mots pour les dire ; accents, majuscules et accords ne comptent pas.
    of:
      échange: [échanger, remplacer, remplacement]
      réparation: [réparer, dépanner]
    ask: demande-souhait
    remind: [3d, 7d]
    remind-with: relance
    give-up: 14d

# Les étapes, dans l’ordre ; chacune fait une seule chose.
steps:
  # Fait valider par un conseiller : dans quelle corbeille, ce qu’on lui montre, en combien de temps,
  # et ses choix possibles, chacun avec l’étape où il mène.
  - valider:
      review: { queue: general, show: [commande, souhait], within: 1d, options: { accepter: confirmer, refuser: reprendre } }
  # Envoie le modèle templates/confirmation.fr.md, puis ferme le dossier avec l’issue « resolved » (résolu).
  - confirmer: { reply: confirmation, close: resolved }
  # Confie le dossier à une corbeille : un conseiller le finit lui-même.
  - reprendre: { handoff: general, show: [commande, souhait] }
`,
    'examples.fr.txt': examplesText(names),
    'templates/demande-numero-commande.fr.md': ASK_ORDER_NUMBER,
    'templates/demande-souhait.fr.md': templateText(
      'Votre souhait',
      `
Que souhaitez-vous : un **échange** ou une **réparation** ?`,
    ),
    'templates/relance.fr.md': REMINDER,
    'templates/confirmation.fr.md': templateText(
      'Votre commande {{ commande }}',
      `
À remplacer : votre demande pour la commande **{{ commande }}** ({{ souhait }}) est acceptée.`,
    ),
    'tests/demande-puis-valide.yaml': `# Un essai : une conversation qui doit se passer ainsi. Lancez-le par « npx facteur journeys test ».
test: demande ce qui manque, fait valider, puis répond
conversation:
  # Ce que le client écrit ; il n’a rien précisé.
  - customer: Bonjour, j’ai un souci avec mon article.
  # Tout ce qui doit arriver, et rien d’autre : les deux questions, dans un seul mail.
  - expect: { reply: [demande-numero-commande, demande-souhait] }
  - customer: C’est la commande CMD-2026-00123, je voudrais un échange.
  - expect: { review: step-review, queue: general }
  # Le choix du conseiller.
  - advisor: accepter
  - expect: { reply: confirmation, close: resolved }
`,
  };
}
