/** The parts that all models of a new journey share. */

/** What a new journey is called. */
export interface ScaffoldNames {
  readonly name: string;
  /** In French, as advisors see it. */
  readonly title: string;
}

/** The top of `journey.yaml`, with a remark above each line. */
export function headText({ name, title }: ScaffoldNames): string {
  return `# Un parcours se lit de haut en bas. Ce qui suit un « # » est une remarque pour vous : supprimez-la quand vous voulez.

# Le nom du parcours : le même que celui du dossier.
journey: ${name}
# Le titre que voient les conseillers.
title: { fr: ${JSON.stringify(title)} }
# La demande à laquelle ce parcours répond ; examples.fr.txt en donne des exemples. Un seul parcours par demande.
intent: ${name}
# La part d’erreurs que vous acceptez parmi les réponses automatiques. Tant qu’elle n’est pas garantie, un conseiller valide.
risk: 1%
# « authenticated » : seulement si l’on est sûr de qui écrit. « anyone » : pour tout le monde.
sender: authenticated
# low, normal ou high : dans quel ordre les conseillers voient les dossiers.
priority: normal
# La corbeille des cas que le parcours n’a pas prévus.
queue: general
`;
}

/** Sentences to replace; they carry the title, so that those of two new journeys differ. */
export function examplesText({ title }: ScaffoldNames): string {
  const topic = title.replace(/\s+/g, ' ');
  return `# Les phrases de vos clients, une par ligne, comme ils les écrivent vraiment : polies, sèches, avec leurs fautes.
# C’est avec elles que le robot apprend à reconnaître la demande : il en faut au moins 25, toutes différentes.
# Remplacez ces trois lignes avant de publier.
À remplacer, une phrase polie de client : ${topic}
À remplacer, la même demande en trois mots : ${topic}
À remplacer, un client pressé qui fait des fautes : ${topic}
`;
}

/** A template: its front matter, then its text. */
export function templateText(subject: string, body: string): string {
  return `---\nsubject: ${subject}\n---\n${body.trim()}\n`;
}

/** Asks for the order's number. */
export const ASK_ORDER_NUMBER = templateText(
  'Votre numéro de commande',
  `
Pour retrouver votre commande, il nous faut son **numéro**. Il commence par CMD et figure dans votre mail de confirmation.

Pourriez-vous nous l’indiquer en répondant simplement à ce mail ?`,
);

/** Reminds a customer who did not answer. */
export const REMINDER = templateText(
  'Nous attendons votre réponse',
  `
Nous n’avons pas encore reçu les éléments demandés dans notre précédent mail. Dès que vous nous les aurez envoyés, en
répondant simplement à ce mail, nous reprendrons votre demande.`,
);
