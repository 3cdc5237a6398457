/** A journey that looks an order up and decides by rules. It calls the demo company's shop. */
import {
  ASK_ORDER_NUMBER,
  examplesText,
  headText,
  REMINDER,
  type ScaffoldNames,
  templateText,
} from './scaffold-text.ts';

/** The files of a journey that looks up, decides, and replies or has an advisor look. */
export function decisionFiles(names: ScaffoldNames): Record<string, string> {
  return {
    'journey.yaml': `${headText(names)}
# Ce qu’il faut savoir : lu dans le mail du client, et demandé quand il manque.
collect:
  # Son type, le modèle qui le demande, les relances et leur modèle, et le délai après lequel un conseiller prend la suite.
  commande: { type: order-number, ask: demande-numero-commande, remind: [3d, 7d], remind-with: relance, give-up: 14d }

# Les étapes, dans l’ordre ; chacune fait une seule chose.
steps:
  # Appelle l’opération « order » du système « boutique » avec le numéro, et garde sa réponse sous le nom « order ».
  # Une erreur prévue mène à une étape ; toute autre va à un conseiller.
  - retrouver:
      call: boutique.order
      with: { number: commande }
      save: order
      on: { not-found: reprendre, not-yours: reprendre }
  # Prend la première règle vraie ; « otherwise » vient en dernier, toujours.
  - choisir:
      decide:
        - { when: order.status = "cancelled", go: reprendre }
        - { when: order.total <= eur(150), go: repondre }
        - { otherwise: valider }
  # Fait valider par un conseiller : où, ce qu’on lui montre, en combien de temps, et où mène chacun de ses choix.
  - valider:
      review: { queue: general, show: [order], within: 1d, options: { accepter: repondre, refuser: reprendre } }
  # Envoie le modèle templates/reponse.fr.md, puis ferme le dossier avec l’issue « resolved » (résolu).
  - repondre: { reply: reponse, close: resolved }
  # Confie le dossier à une corbeille : un conseiller le finit lui-même.
  - reprendre: { handoff: general, show: [commande, order] }
`,
    'examples.fr.txt': examplesText(names),
    'templates/demande-numero-commande.fr.md': ASK_ORDER_NUMBER,
    'templates/relance.fr.md': REMINDER,
    'templates/reponse.fr.md': templateText(
      'Votre commande {{ order.number }}',
      `
À remplacer : nous avons bien retrouvé votre commande **{{ order.number }}**, d’un montant de {{ order.total | money }}.`,
    ),
    'tests/petite-commande.yaml': `# Un essai : une conversation qui doit se passer ainsi. Lancez-le par « npx facteur journeys test ».
test: répond seul pour une petite commande
# Ce que répondent les systèmes pendant l’essai ; rien n’est vraiment appelé. minor : en centimes.
given:
  boutique.order: { output: { number: CMD-2026-00123, status: shipped, total: { minor: 4990, currency: EUR } } }
conversation:
  # Ce que le client écrit.
  - customer: Bonjour, je vous écris au sujet de la commande CMD-2026-00123.
  # Tout ce qui doit arriver, et rien d’autre : l’appel, le modèle envoyé, puis la fermeture.
  - expect: { calls: [boutique.order], reply: reponse, close: resolved }
`,
  };
}
