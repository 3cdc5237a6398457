/** Mails and their files, replies that did not leave, checks afterwards, the team: in French. */

export const deskFr = {
  /** What an option may lead to before a person looks again. */
  optionActs: {
    nothing: 'Sans argent ni marchandise',
    goods: 'Engage une marchandise',
    money: 'Engage de l’argent',
  },
  check: {
    title: 'Contrôle d’une réponse automatique',
    lead: (share: string): string =>
      `Cette réponse est déjà partie : elle fait partie des ${share} de réponses tirées au hasard. Rien n’attend votre avis, mais il compte dans la mesure de la qualité.`,
    answer: 'Ce que le robot a répondu',
    noAnswer: 'La réponse ne figure pas dans l’historique de ce dossier.',
    conform: 'Conforme',
    conformNote: (intent: string): string => `La demande était bien « ${intent} »`,
    wrong: 'La bonne demande était',
    correct: 'Signaler l’erreur',
    chooseOther: 'Choisissez une demande',
  },
  /** Codes of `reply.failed`, and why a mail was held back. */
  failures: {
    REPLY_SUPPRESSED: 'Mail retenu volontairement',
    BOUNCED: 'Le serveur du destinataire l’a refusée',
    TAKEN_OVER: 'Un conseiller a pris la main : le robot n’envoie plus rien',
    SMTP_REFUSED: 'Refusé par le serveur d’envoi',
    SMTP_UNREACHABLE: 'Serveur d’envoi injoignable',
    TEMPLATE_INVALID: 'Modèle de réponse inutilisable',
    'loop-suspected': 'Retenu : trop d’échanges en une heure, un robot répond sans doute en face',
    'daily-limit': 'Retenu : assez de mails pour cette personne aujourd’hui',
    'no-reply-address': 'Retenu : personne ne lit cette adresse',
    acknowledged: 'Retenu : l’accusé de réception est déjà parti',
  } as Record<string, string>,
  /** What reading a mail ran into. */
  mailProblems: {
    'file-infected': 'Une pièce jointe contient un virus : elle a été retenue',
    'file-not-checked': 'Une pièce jointe n’a pas pu être contrôlée par l’antivirus',
    'file-not-read': 'Le texte d’une pièce jointe n’a pas pu être lu',
    'large-attachments': 'Une pièce jointe trop lourde n’est gardée que dans le mail brut',
    'no-body': 'Ce mail n’a pas de texte',
    'no-sender': 'Ce mail n’indique pas d’expéditeur',
    'too-large': 'Ce mail est trop lourd : seul son en-tête a été lu',
    'too-long': 'Le texte a été coupé : la suite est dans le mail brut',
    'too-many-attachments': 'Toutes les pièces jointes ne sont pas listées',
    'too-many-parts': 'Ce mail a trop de parties : certaines n’ont pas été lues',
    'unknown-charset': 'L’encodage de ce mail est inconnu : des caractères peuvent être faux',
  } as Record<string, string>,
  exchange: {
    from: 'De',
    to: 'À',
    problems: 'À savoir sur ce mail',
    danger: (name: string, what: string): string =>
      `Fichier dangereux retenu : « ${name} » (${what}). Il ne peut être ni affiché ni téléchargé ; ne le demandez pas au client par un autre moyen.`,
    notKept: (name: string): string =>
      `« ${name} » n’est gardé que dans le mail brut : demandez-le à un administrateur.`,
    fileText: 'Texte trouvé dans le fichier',
    cut: 'La suite n’est pas montrée : téléchargez le fichier.',
    saysAlso: (what: string): string => `Ce mail a aussi servi : ${what}.`,
    alsoAcknowledges: 'Ce mail a aussi servi d’accusé de réception.',
    saidBy: 'joint à un autre mail',
    refused: (address: string, reply: string): string => `${address} n’a rien reçu : ${reply}`,
    notSent: 'Réponse non partie',
    cameBack: 'Réponse revenue',
    wrongAddress: (addresses: string): string => `Ce n’est pas une adresse : ${addresses}`,
    copiesKeepReview:
      'Avec une copie, ce mail part de lui-même : la décision reste à prendre, et vos corrections attendent avec elle.',
    copiesRefused:
      'Le serveur a refusé les adresses en copie. Vérifiez-les, ou envoyez sans copie : votre texte est gardé.',
    fixCorrections: 'Une correction n’est pas lisible : vérifiez les champs avant d’envoyer.',
    withCorrections: 'Vos corrections et votre commentaire partent avec cette réponse.',
    confirmUnknown: (option: string): string =>
      `Vous choisissez « ${option} », qui peut engager de l’argent, et le montant n’est pas affiché ici. Une opération faite ne peut pas toujours être annulée.`,
    confirmTickUnknown: 'J’ai vérifié le montant dans l’outil métier',
  },
  team: {
    edit: (name: string): string => `Modifier ${name}`,
    editShort: 'Modifier',
    invite: 'Inviter',
    teams: 'Équipes',
    skills: 'Compétences',
    languages: 'Langues parlées',
    addHint: 'Écrivez, puis Entrée',
    active: 'Compte actif',
    activeNote: 'Une personne inactive ne peut plus se connecter et ne reçoit plus de dossiers.',
    ownAccount: 'Votre rôle et l’état de votre compte se changent par un autre administrateur.',
    newInvitation: 'Nouvelle invitation',
    invitationNote: 'Pour un mot de passe oublié, par exemple. L’invitation précédente n’est plus valable.',
    saved: (name: string): string => `${name} : modifications enregistrées.`,
  },
};
