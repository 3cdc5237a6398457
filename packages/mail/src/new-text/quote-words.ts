/** The words by which mail programs announce a quoted mail, in the seven languages. Lower case. */

/** After them, the quoted mail's author has been named. A blank before keeps "m'a écrit" out. */
export const ATTRIBUTION_VERBS: readonly string[] = [
  ' a écrit',
  ' wrote',
  ' schrieb',
  ' geschrieben',
  ' escribió',
  ' ha scritto',
  ' schreef',
  ' escreveu',
];

/** Between dashes: "-----Message d'origine-----". */
export const SEPARATORS: ReadonlySet<string> = new Set([
  "message d'origine",
  'message original',
  'mail original',
  'courriel original',
  'e-mail original',
  'message transféré',
  'message réexpédié',
  'original message',
  'original mail',
  'forwarded message',
  'ursprüngliche nachricht',
  'originalnachricht',
  'original-nachricht',
  'weitergeleitete nachricht',
  'mensaje original',
  'mensaje reenviado',
  'messaggio originale',
  'messaggio inoltrato',
  'oorspronkelijk bericht',
  'doorgestuurd bericht',
  'mensagem original',
  'mensagem encaminhada',
]);

/** Lines that begin so are separators without dashes. */
export const STARTS_OF_SEPARATORS: readonly string[] = [
  'début du message réexpédié',
  'debut du message transfere',
  'début du message transféré',
  'begin forwarded message:',
  'anfang der weitergeleiteten nachricht',
  'inicio del mensaje reenviado',
  'inizio messaggio inoltrato',
  'begin doorgestuurd bericht',
  'início da mensagem reencaminhada',
];

/** Labels of the sender. */
export const FROM_LABELS: ReadonlySet<string> = new Set(['de', 'from', 'von', 'da', 'van', 'expéditeur', 'remitente']);

/** Labels of the date. */
export const DATE_LABELS: ReadonlySet<string> = new Set([
  'envoyé',
  'envoyé le',
  'date',
  'sent',
  'gesendet',
  'datum',
  'enviado',
  'enviado el',
  'enviada em',
  'fecha',
  'inviato',
  'data',
  'verzonden',
]);

/** Labels of recipients. */
export const TO_LABELS: ReadonlySet<string> = new Set([
  'à',
  'a',
  'to',
  'an',
  'para',
  'aan',
  'pour',
  'destinataire',
  'cc',
  'copie',
  'kopie',
]);

/** Labels of the subject. */
export const SUBJECT_LABELS: ReadonlySet<string> = new Set([
  'objet',
  'sujet',
  'subject',
  'betreff',
  'asunto',
  'oggetto',
  'onderwerp',
  'assunto',
]);
