/** The labels by which mail programs name a quoted mail's headers: "De :", "Gesendet:", "件名：". Lower case. */

/** What a label names; `other` for headers that tell nothing here. */
export type HeaderKind = 'from' | 'to' | 'date' | 'subject' | 'other';

const FROM =
  'de|from|von|da|van|od|fra|från|expéditeur|remitente|mittente|absender|afzender|remetente|de la|expeditor|šalje|' +
  'lähettäjä|feladó|nadawca|odesílatel|odosielateľ|kimden|gönderen|от|от кого|отправитель|від|від кого|відправник|από|送信元|送信者|差出人|' +
  '发件人|寄件者|보낸 사람|avsändare|afsender|avsender|מאת|من';
const TO =
  'à|a|to|an|para|aan|pour|do|til|till|pre|komu|către|prima|vastaanottaja|címzett|adresat|destinataire|destinataires|' +
  'destinatario|destinatari|destinatário|kime|alıcı|кому|to who|προς|送信先|宛先|收件人|收件者|받는 사람|příjemce|empfänger|ontvanger';
const DATE =
  'date|envoyé|envoyé le|date d’envoi|sent|gesendet|datum|enviado|enviado el|enviada em|enviado em|fecha|inviato|data|' +
  'dato|sendt|skickat|verzonden|wysłano|odesláno|odoslané|dátum|elküldve|küldve|päivämäärä|päiväys|lähetetty|tarih|' +
  'gönderildi|trimis|дата|отправлено|надіслано|ημερομηνία|日付|送信日時|日時|发送时间|日期|날짜|보낸날짜|傳送時間|보낸 날짜|poslano|message du|le|' +
  'sent on|date sent|sent at|datum verzonden|data invio|fecha de envío';
const SUBJECT =
  'objet|sujet|subject|betreff|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|předmět|predmet|tárgy|aihe|konu|тема|' +
  'subiect|θέμα|件名|主题|主旨|제목|naslov|tittel';
const OTHER =
  'cc|bcc|cci|bilgi|másolatot kap|kopi til|copie|copie à|copie cachée|kopie|kopi|kopia|kopio|kópia|dw|udw|másolat|копия|копія|抄送|répondre à|' +
  'reply-to|reply to|répondre|responder a|risposta|rispondi a|antwort an|antwoord aan|svar til|organisation|organization|' +
  'importance|priorité|priority|wichtigkeit|pièces jointes|pièce jointe|attachments|attachment|anlagen|adjuntos|allegati|' +
  'bijlagen|anexos|newsgroups|message-id|resent-from|resent-to|resent-date|via|list-id|x-mailer|user-agent';

const KINDS = new Map<string, HeaderKind>();
for (const [kind, labels] of Object.entries({ other: OTHER, to: TO, date: DATE, subject: SUBJECT, from: FROM })) {
  for (const label of labels.split('|')) KINDS.set(label, kind as HeaderKind);
}

/** Labels of a form that a customer filled in: a block with one of them is no quoted mail's. */
const FORM_LABELS = new Set(
  (
    'nom|prénom|nom complet|name|first name|last name|message|votre message|your message|commentaire|téléphone|tél|tel|phone|' +
    'telephone|email|e-mail|mail|votre email|adresse e-mail|adresse email|vorname|nachricht|telefon|nombre|mensaje|teléfono|nome|messaggio|telefono|' +
    'naam|bericht|telefoon|mensagem|telefone|montant|quantité|motif|société|entreprise|commande|n° de commande'
  ).split('|'),
);

const LONGEST_LABEL = 32;

/** A line "label: value" whose label is known. */
export interface HeaderLine {
  readonly kind: HeaderKind;
  readonly value: string;
}

/** Reads "De : X", "*From:* X", "件名：X"; `form` for a web form's label; `undefined` for any other line. */
export function headerLine(text: string): HeaderLine | 'form' | undefined {
  const colon = text.slice(0, LONGEST_LABEL + 6).search(/[:：]/);
  if (colon <= 0) return undefined;
  const label = text
    .slice(0, colon)
    .replace(/[*_|\u200b\ufeff]+|(?<=\s)\s+/g, '')
    .trim()
    .toLowerCase();
  const kind = KINDS.get(label);
  if (kind !== undefined) return { kind, value: text.slice(colon + 1).replace(/^[\s*_|]+|[\s*_|]+$/g, '') };
  return FORM_LABELS.has(label) ? 'form' : undefined;
}

/** Labels that stand within one line, as Yahoo's "From: a@bTo: c@dSubject: e". */
const INLINE = new RegExp(
  `(?<!\\p{Ll})(?:${[FROM, TO, DATE, SUBJECT, OTHER]
    .map((labels) => `(${labels.split('|').filter(isInline).sort(longestFirst).map(capitalised).join('|')})`)
    .join('|')})\\*?\\s{0,3}[:：]`,
  'gu',
);
const INLINE_KINDS: readonly HeaderKind[] = ['from', 'to', 'date', 'subject', 'other'];

/** Where each header's value stands in one line that holds several; a label without a capital is none. */
export function inlineHeaders(text: string): HeaderLine[] {
  const matches = [...text.matchAll(INLINE)];
  return matches.map((match, index) => ({
    kind: INLINE_KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'other',
    value: text.slice(match.index + match[0].length, matches[index + 1]?.index).trim(),
  }));
}

function isInline(label: string): boolean {
  return label !== 'le' && label !== 'via';
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

function capitalised(label: string): string {
  const first = label.charAt(0).toUpperCase();
  const rest = label.slice(1);
  // "CC" and "Cc" are both in use.
  return rest.length === 1 ? `${first}(?:${rest}|${rest.toUpperCase()})` : first + rest;
}
