/** What the learning page says, in French. */
const many = (count: number, one: string, more: string): string => `${count} ${count > 1 ? more : one}`;

export const learningFr = {
  title: 'Apprentissage',
  lead: 'Ce que le robot apprend de vos clients, et à partir de quand il répond seul.',
  forAuthors: 'Cette page est réservée aux auteurs de parcours.',
  forAuthorsNote: (role: string): string =>
    `Les auteurs, les superviseurs et les administrateurs y décident de ce que le robot apprend. Votre rôle : ${role}. Pour en changer, adressez-vous à un administrateur.`,
  partsLabel: 'Parties de la page',
  parts: {
    proposed: 'À décider',
    accepted: 'Acceptés',
    refused: 'Refusés',
    thresholds: 'Seuils',
  },
  titles: {
    proposed: 'Exemples proposés',
    accepted: 'Exemples acceptés',
    refused: 'Exemples refusés',
    thresholds: 'Seuils en vigueur',
  },
  leads: {
    proposed:
      'Quand un conseiller dit ce que voulait un client, les mots du client vous sont proposés comme exemple. Le robot n’apprend que ceux que vous acceptez. Ce qui répète presque un exemple déjà accepté n’est pas montré.',
    accepted: 'Le robot apprend de ces phrases. Si vous en refusez une, le prochain modèle l’oublie.',
    refused: 'Le robot n’apprend rien de ces phrases. Vous pouvez encore en accepter.',
    thresholds:
      'Ils valent là où la boîte répond seule, pour un mail qui ne contient qu’une demande. Les cas validés sont les demandes qu’un conseiller a vérifiées depuis que ce modèle est en service.',
  },
  list: 'Exemples',
  empty: {
    proposed: 'Rien à décider.',
    accepted: 'Aucun exemple accepté pour l’instant.',
    refused: 'Aucun exemple refusé.',
  },
  emptyNote: {
    proposed: 'Chaque fois qu’un conseiller corrige le robot, un exemple peut arriver ici.',
    accepted: 'Ceux que vous accepterez seront ici.',
    refused: 'Ceux que vous refuserez seront ici.',
  },
  advisorSaid: 'Le conseiller a dit',
  botThought: 'Le robot pensait',
  botAgreed: (share: string): string => `la même chose, à ${share}`,
  botOther: (intent: string, share: string): string => `${intent}, à ${share}`,
  settledBy: {
    accepted: (by: string): string => `accepté par ${by}`,
    refused: (by: string): string => `refusé par ${by}`,
  },
  caseLink: (number: string): string => `Dossier ${number}`,
  tick: (text: string): string => `Cocher « ${text} »`,
  accept: 'Accepter',
  refuse: 'Refuser',
  acceptOne: (text: string): string => `Accepter « ${text} »`,
  refuseOne: (text: string): string => `Refuser « ${text} »`,
  ticked: (count: number): string => many(count, 'exemple coché', 'exemples cochés'),
  tickAll: (count: number): string => `Cocher les ${count}`,
  clear: 'Décocher',
  many: 'Décider des exemples cochés',
  undo: 'Annuler',
  done: {
    proposed: {
      accept: (count: number): string =>
        count > 1 ? `${count} exemples acceptés : le robot les apprend.` : 'Accepté : le robot l’apprend.',
      refuse: (count: number): string =>
        count > 1 ? `${count} exemples refusés : le robot n’en apprend rien.` : 'Refusé : le robot n’en apprend rien.',
    },
    accepted: (count: number): string =>
      count > 1
        ? `${count} exemples refusés : le prochain modèle les oublie.`
        : 'Refusé : le prochain modèle l’oublie.',
    refused: (count: number): string =>
      count > 1
        ? `${count} exemples acceptés : le prochain modèle les apprend.`
        : 'Accepté : le prochain modèle l’apprend.',
  },
  keys: {
    label: 'Au clavier',
    move: 'se déplacer',
    tick: 'cocher',
    open: 'ouvrir le dossier',
    undo: 'annuler',
  },
  model: (when: string): string => `Modèle en service : celui du ${when}.`,
  modelUndated: 'La date du modèle en service n’est pas connue.',
  tally: {
    provisional: (count: number): string => `${count} parcours sans garantie`,
    never: (count: number): string => many(count, 'parcours jamais seul', 'parcours jamais seuls'),
    guaranteed: (count: number): string => many(count, 'parcours garanti', 'parcours garantis'),
  },
  noThresholds: 'Aucun parcours ne répond pour l’instant.',
  standings: { provisional: 'Non garanti', never: 'Jamais seul', guaranteed: 'Garanti' },
  alone: (share: string): string => `Répond seul à partir de ${share} de certitude.`,
  never: 'Ne répond jamais seul : chaque demande va à un conseiller.',
  guaranteed: (cases: number, shown: string, risk: string): string =>
    `Garanti : au plus ${risk} d’erreurs, sur ${shown} ${cases > 1 ? 'cas validés' : 'cas validé'}.`,
  needed: (needed: number, shown: string, risk: string): string =>
    `Non garanti : il manque ${shown} ${needed > 1 ? 'cas validés' : 'cas validé'} sans erreur pour promettre au plus ${risk} d’erreurs.`,
  noError: 'Non garanti : l’auteur n’accepte aucune erreur, et aucun nombre de cas ne peut le promettre.',
  anyError: 'Non garanti : l’auteur accepte toute erreur, il n’y a rien à promettre.',
  coverage: (share: string): string => `${share} de ces cas atteignent le seuil`,
  evidence: (cases: string, all: string): string => `${cases} cas validés sur ${all}`,
  evidenceLabel: (title: string): string => `Cas validés pour « ${title} »`,
  coverageLabel: (title: string): string => `Part des cas traités seuls pour « ${title} »`,
};
