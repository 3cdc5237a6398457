/** What a key of `journey.yaml` expects, in words. */
import { type Bilingual, say } from '../bilingual.ts';

const EXPECTED: Readonly<Record<string, Bilingual>> = {
  choices: say('la liste des choix, comme [perdu, abîmé]', 'the list of choices, such as [lost, damaged]'),
  csv: say('un fichier à côté de journey.yaml, comme remise.csv', 'a file beside journey.yaml, such as discount.csv'),
  duration: say('une durée comme 30m, 4h, 3d ou 2w', 'a duration such as 30m, 4h, 3d or 2w'),
  durations: say('une liste de durées comme [3d, 7d]', 'a list of durations such as [3d, 7d]'),
  expression: say('une règle, comme order.total <= eur(150)', 'a rule, such as order.total <= eur(150)'),
  'field-type': say(
    'un type : order-number, booking-number, invoice-number, parcel-number, product, money, date, choice, email, phone, iban, text ou document',
    'a type: order-number, booking-number, invoice-number, parcel-number, product, money, date, choice, email, phone, iban, text or document',
  ),
  'field-names': say('une liste de données de « collect »', 'a list of data of "collect"'),
  fields: say(
    'les données, une par ligne : « nom: { type: …, ask: … } »',
    'the data, one a line: "name: { type: …, ask: … }"',
  ),
  flag: say('true ou false', 'true or false'),
  inputs: say('les entrées, comme { number: commande }', 'the inputs, such as { number: order }'),
  mapping: say('des lignes « mot-clé: valeur »', 'lines "key: value"'),
  mime: say(
    'une liste de types de fichiers comme [image/*, application/pdf]',
    'a list of file types such as [image/*, application/pdf]',
  ),
  name: say('un nom sans espace, comme demande-numero', 'a name without spaces, such as ask-number'),
  names: say('une liste de noms', 'a list of names'),
  'only-asked': say(
    '« valid » seulement pour une donnée qu’on demande, pas « optional »',
    '"valid" only for a datum that is asked for, not "optional"',
  ),
  'only-choice': say('« of » seulement avec « type: choice »', '"of" only with "type: choice"'),
  'only-document': say('« accept » seulement avec « type: document »', '"accept" only with "type: document"'),
  'only-event': say('« save » seulement avec « event »', '"save" only with "event"'),
  'only-one-wait': say(
    'une date (until) ou un évènement (event), pas les deux',
    'a date (until) or an event, not both',
  ),
  operation: say('une opération, comme boutique.order', 'an operation, such as boutique.order'),
  options: say(
    'les choix du conseiller, comme { accepter: rembourser }',
    "the advisor's choices, such as { accept: refund }",
  ),
  path: say('un nom de donnée, comme customer.balance', 'the name of a datum, such as customer.balance'),
  paths: say(
    'une liste de données, comme [order, customer.balance]',
    'a list of data, such as [order, customer.balance]',
  ),
  percent: say('un pourcentage comme 1%', 'a percentage such as 1%'),
  priority: say('low, normal ou high', 'low, normal or high'),
  ratio: say('un nombre entre 0 et 1', 'a number between 0 and 1'),
  retries: say('10 nouveaux essais au plus', 'at most 10 new attempts'),
  row: say('« when: … » avec « go: … », ou « otherwise: … »', '"when: …" with "go: …", or "otherwise: …"'),
  rows: say('une liste de règles', 'a list of rules'),
  sender: say('authenticated ou anyone', 'authenticated or anyone'),
  step: say('une étape : « - nom: { … } »', 'a step: "- name: { … }"'),
  steps: say('la liste des étapes', 'the list of steps'),
  targets: say(
    'des erreurs et où aller, comme { not-found: verifier }',
    'errors and where to go, such as { not-found: check }',
  ),
  text: say('un texte', 'a text'),
  words: say(
    'des noms et ce que lisent les conseillers, comme { renvoyer: { fr: Renvoyer le colis } }',
    'names and what advisors read, such as { reship: { fr: Renvoyer le colis } }',
  ),
  wait: say('une date (until) ou un évènement (event)', 'a date (until) or an event'),
};

/** The words for `key`; a key that is not listed speaks for itself. */
export function expected(key: string): Bilingual {
  return EXPECTED[key] ?? say(key, key);
}
