/** What the page of new mails and noted calls says. */
import { pageWords } from '../words/page-words.ts';

const many = (count: number, one: string, more: string): string => `${count} ${count > 1 ? more : one}`;

const fr = {
  title: 'Nouveau',
  kinds: { mail: 'Mail à un client', call: 'Appel reçu' },
  kind: 'Que voulez-vous faire ?',
  leads: {
    mail: 'Un dossier s’ouvre, puis vous écrivez au client. Rien ne part avant que vous l’envoyiez.',
    call: 'Notez ce que le client demande, avec ses mots. La demande est comprise comme un mail, mais le robot n’y répond jamais seul.',
  },
  mailbox: 'Boîte',
  mailboxNote: 'Le client recevra nos mails de cette adresse.',
  name: 'Nom du client',
  address: 'Adresse du client',
  phone: 'Téléphone du client',
  subject: 'Objet',
  callSubject: (who: string): string => (who === '' ? 'Appel' : `Appel de ${who}`),
  text: 'Ce que le client a dit',
  language: 'Langue du client',
  optional: 'facultatif',
  problems: {
    mailbox: 'Choisissez une boîte.',
    address: 'Indiquez l’adresse du client.',
    wrongAddress: 'Ce n’est pas une adresse.',
    phone: 'Ce n’est pas un numéro de téléphone.',
    subject: 'Indiquez un objet.',
    text: 'Notez ce que le client a dit.',
    who: 'Indiquez au moins un nom, une adresse ou un numéro.',
  },
  submits: { mail: 'Ouvrir le dossier et écrire', call: 'Enregistrer l’appel' },
  opened: (number: string): string => `Le dossier ${number} est créé. Il s’affiche dans un instant.`,
  late: (number: string): string =>
    `Le dossier ${number} est créé, mais il tarde à s’afficher. Vous pouvez l’attendre ici ou y revenir plus tard : rien n’est perdu.`,
  goThere: 'Ouvrir le dossier',
  already: (count: number): string => `Ce client a déjà ${many(count, 'dossier en cours', 'dossiers en cours')}`,
  alreadyNote: 'Si c’est la même demande, continuez plutôt dans son dossier.',
};

type NewWords = typeof fr;

const en: NewWords = {
  title: 'New',
  kinds: { mail: 'Email to a customer', call: 'Call received' },
  kind: 'What would you like to do?',
  leads: {
    mail: 'A case is opened, then you write to the customer. Nothing leaves before you send it.',
    call: 'Note what the customer asks for, in their words. It is understood like an email, but the bot never answers it alone.',
  },
  mailbox: 'Mailbox',
  mailboxNote: 'The customer will get our emails from this address.',
  name: 'Customer’s name',
  address: 'Customer’s address',
  phone: 'Customer’s phone number',
  subject: 'Subject',
  callSubject: (who) => (who === '' ? 'Call' : `Call from ${who}`),
  text: 'What the customer said',
  language: 'Customer’s language',
  optional: 'optional',
  problems: {
    mailbox: 'Choose a mailbox.',
    address: 'Give the customer’s address.',
    wrongAddress: 'This is not an address.',
    phone: 'This is not a phone number.',
    subject: 'Give a subject.',
    text: 'Note what the customer said.',
    who: 'Give a name, an address or a number at least.',
  },
  submits: { mail: 'Open the case and write', call: 'Save the call' },
  opened: (number) => `Case ${number} is created. It will be shown in a moment.`,
  late: (number) =>
    `Case ${number} is created but is slow to appear. You can wait here or come back later: nothing is lost.`,
  goThere: 'Open the case',
  already: (count) => `This customer already has ${many(count, 'open case', 'open cases')}`,
  alreadyNote: 'If it is the same request, go on in that case instead.',
};

export const newWords = pageWords<NewWords>(fr, en);
