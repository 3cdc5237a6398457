/** The few phrases by which a machine's mail tells on itself where its headers do not. Lower case, plain apostrophes. */

/** A subject that begins so, then a colon or its end, is a mail program's. */
const AUTO_REPLY_SUBJECTS: readonly string[] = [
  'réponse automatique',
  'automatic reply',
  'auto-reply',
  'autoreply',
  'auto reply',
  'automatische antwort',
  'respuesta automática',
  'risposta automatica',
  'automatisch antwoord',
  'resposta automática',
];
/** "Absence" alone is not among them: customers write it above "je suis absent demain, livrez vendredi". */
const ABSENCE_SUBJECTS: readonly string[] = [
  'absence du bureau',
  "message d'absence",
  'out of office',
  'out of the office',
  'abwesenheitsnotiz',
  'fuera de la oficina',
];
/** A line that begins so says it of its own mail; in the middle of a line a customer may be quoting one. "Message automatique" is not among them: web forms say that above a customer's words. */
const SELF_DECLARED: readonly string[] = [
  'ceci est une réponse automatique',
  "il s'agit d'une réponse automatique",
  'cette réponse est automatique',
  'this is an automatic reply',
  'this is an automated reply',
  'this is an automated response',
  'this is an automatic response',
  'dies ist eine automatische antwort',
  'dies ist eine automatisch generierte antwort',
  'esta es una respuesta automática',
];
const ABSENCES: readonly string[] = [
  'je suis absent',
  'je suis actuellement absent',
  'je suis en congé',
  'je suis actuellement en congé',
  'je serai absent',
  'absent du bureau',
  'i am out of the office',
  "i'm out of the office",
  'i am currently out of',
  "i'm currently out of",
  'i will be out of the office',
  'i am away',
  'i am on leave',
  'ich bin derzeit nicht im büro',
  'ich bin nicht im büro',
  'ich bin zurzeit nicht',
  'ich bin bis',
  'ich bin derzeit abwesend',
  'estoy fuera de la oficina',
  'estaré fuera de la oficina',
  'me encuentro fuera de la oficina',
];
const BOUNCE_SUBJECTS: readonly string[] = [
  'undeliver',
  'undelivered mail',
  'delivery status notification',
  'delivery failure',
  'delivery has failed',
  'failure notice',
  'mail delivery failed',
  'mail delivery failure',
  'mail delivery system',
  'returned mail',
  'returned to sender',
  'message undeliverable',
  'warning: message',
  'avis de non-remise',
  'avis de non remise',
  'non remis :',
  'non remis:',
  'échec de la remise',
  'échec de remise',
  'message non délivré',
  'notification de non-remise',
  'unzustellbar',
  'nicht zustellbar',
  'no se puede entregar',
  'mancata consegna',
];

/** True for the subjects that mail programs give to automatic replies: "Réponse automatique : …". */
export function isAutoReplySubject(subject: string): boolean {
  const lower = plain(subject);
  return AUTO_REPLY_SUBJECTS.some((start) => lower.startsWith(start) && /^ ?:/.test(lower.slice(start.length)));
}

/** True for the subjects of undelivered mail. */
export function isBounceSubject(subject: string): boolean {
  const lower = plain(subject);
  return BOUNCE_SUBJECTS.some((phrase) => lower.includes(phrase));
}

/**
 * True when the text calls itself an automatic reply, or tells of an absence under such a subject (or where the sender's
 * server marks it so). A text that asks something is a customer's, whatever it says of absences.
 */
export function saysItIsAutomatic(subject: string, text: string, marked: boolean): boolean {
  const body = plain(text.slice(0, 2000));
  if (body.includes('?') || subject.includes('?')) return false;
  const lines = body.split('\n').map((line) => line.replace(/^[\s*([«"-]{1,5}/, ''));
  if (lines.some((line) => SELF_DECLARED.some((phrase) => line.startsWith(phrase)))) return true;
  const title = plain(subject);
  const titled = [...AUTO_REPLY_SUBJECTS, ...ABSENCE_SUBJECTS].some((start) => title.startsWith(start));
  return (titled || marked) && ABSENCES.some((phrase) => body.includes(phrase));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replaceAll('\u00a0', ' ').trim();
}
