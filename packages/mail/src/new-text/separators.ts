/** Lines that stand above an original mail: "-----Message d’origine-----", "Begin forwarded message:". */

/** Stems by which a mail program calls a mail, and by which it says that it forwards one. Lower case. */
const MAIL_STEMS =
  /message|mensaje|messaggio|mensagem|missatge|nachricht|bericht|meddel|melding|besked|mejl|mail|courriel|courrier|wiadomo|zpráv|správ|üzenet|levél|viesti|сообщени|письмо|повідомлен|лист|mesaj|leti\b|letinin|poruk|sporočil|メッセージ|メール|邮件|郵件|메시지|メセージ/;
const FORWARD_STEMS =
  /forward|transf[eé]r|réexp|reexp|réachemin|weitergeleit|weiterleit|reenvia|inoltra|doorgestuur|encaminha|videresend|vidarebefordr|välite|przekaz|przesłan|přepos|prepos|továbbít|пересл|пересыл|пересил|переадрес|перенаправ|letil|yönlendir|proslije|posredovan|redirec|redirig|転送|转发|轉寄|전달/;
const ORIGINAL_STEMS =
  /origin|ursprüng|urspr|oorspronk|původ|pôvod|eredeti|alkuperäi|исходн|оригинал|özgün|antwort|antwoord|réponse|précéd|izvorn|opprinnelig|oprindelig|元の|原始|원본/;

const LONGEST = 90;
/** "----- Mail original -----" with what follows it on its line, as Yahoo puts the headers there. */
const BETWEEN_RULES = /^[*\s]{0,4}[-_=*+]{2,40}\s{0,3}([^-_=*+\s].{1,70}?)\s{0,3}[-_=*+:]{2,40}\*?\s{0,3}/u;

/** A separator: whether it says that a mail is forwarded, and what stands after it on its line. */
export interface Separator {
  readonly isForward: boolean;
  readonly rest: string;
}

/** Reads dashes around words that call a mail; other headings between dashes are the sender's own. */
export function separatorOf(text: string): Separator | undefined {
  const match = BETWEEN_RULES.exec(text.slice(0, 200));
  const words = match?.[1]?.toLowerCase();
  if (match === null || words === undefined || !MAIL_STEMS.test(words)) return undefined;
  const rest = text.slice(match[0].length);
  const isForward = FORWARD_STEMS.test(words);
  // "--- Mon message ---" is a heading.
  if (!isForward && !ORIGINAL_STEMS.test(words) && !/nachricht$/.test(words)) return undefined;
  return { isForward, rest };
}

/** "Begin forwarded message:" and its like; only a header block below makes it one, as people write such lines too. */
export function isForwardPhrase(text: string): boolean {
  if (text.length > LONGEST || !/[:：]\s{0,9}$/.test(text)) return false;
  const lower = text.toLowerCase();
  return FORWARD_STEMS.test(lower) && MAIL_STEMS.test(lower);
}

/** "Message du 07/09/26 09:12", Orange's and La Poste's first line. */
export function isFrenchWebmailStart(text: string): boolean {
  return /^[\s>]{0,3}message du\s?:?\s\d{1,2}[/.]\d{1,2}[/.]\d{2,4}/i.test(text.slice(0, 60));
}

/** A row of underscores, dashes or equals signs. */
export function isRule(text: string): boolean {
  return /^\s{0,4}(?:_{4,}|-{4,}|={4,}|\*{4,})\s*$/.test(text.slice(0, 300));
}

const FORWARD_SUBJECT =
  /^\s{0,9}(?:\[[^\]]{1,40}\]\s?)?(?:fwd?|tr|transf|transfert|réexp|wg|rv|reenv|i|inoltro|enc|doorst|vb|vs|vl|pd|továbbítás|videresend|videresendt|i̇lt|ilt|пересл|転送|转发|轉寄|전달)\s?(?:\[\d{1,2}\])?\s?[:：]\s{0,9}/iu;

/** True for a subject that a mail program wrote for a forwarded mail. */
export function isForwardSubject(subject: string): boolean {
  return FORWARD_SUBJECT.test(subject.slice(0, 100));
}

/** `subject` without the words that say it is forwarded. */
export function bareSubject(subject: string): string {
  return subject.slice(0, 998).replace(FORWARD_SUBJECT, '').trim();
}
