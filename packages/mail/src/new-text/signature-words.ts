/** The words of mobile footers, closings and legal notices, in the languages of the customers and their neighbours. */

/** How a phone's or a webmail's footer begins. */
export const SENT_FROM =
  /^(?:envoy[ée]e? (?:de(?:puis)?|à partir d[eu'’]|via|avec|par)|provenance :|sent (?:from|with|via|using|by)|von (?:meinem|meiner|mein)|gesendet (?:von|mit|über|aus)|diese nachricht wurde von mein|enviado (?:desde|con|do|a partir|de|pel[oa])|enviada (?:do|pel[oa]|a partir)|mandado desde|inviato (?:da|dal|con|tramite)|verzonden (?:vanaf|met|via|vanuit|van)|verstuurd (?:vanaf|met|via)|sendt (?:fra|med|via)|skickat från|lähetetty|wysłan[eoy] z|odesláno z|odoslané z|küldve|trimis de|poslano (?:z|s)|отправлено (?:с|из)|надіслано (?:з|із)|enviat des|发自|發自|从我的|iphoneから)/iu;
/** "… my": only a footer says so right after "sent from". */
export const SENT_FROM_MY =
  /^(?:envoy[ée]e? (?:de(?:puis)?|à partir de) (?:mon|ma|notre)|sent (?:from|via) (?:my|our)|von mein(?:em|er)\b.{0,60}\bgesendet|gesendet von mein|enviado desde mi|enviado d[oe] (?:meu|minha)|inviato dal? (?:mio|mia)|verzonden (?:vanaf|met|vanuit) mijn|verstuurd (?:vanaf|met) mijn|sendt fra min|skickat från min|wysłane z (?:mojego|iphone)|отправлено с (?:моего|iphone)|надіслано з (?:мого|iphone)|发自我的|發自我的|iphoneから送信)/iu;
/** What footers name. */
export const SENDER =
  /iphone|ipad|ipod|mobile|portable|t[ée]l[ée]phone|smartphone|samsung|galaxy|android|huawei|xiaomi|redmi|oppo|nokia|pixel|blackberry|appareil|tablet|orange|yahoo|outlook|proton|gmail|\bsfr\b|la ?poste|bluemail|blue mail|windows|handy|móvil|cellulare|telefoon|gmx|web\.de|\bfree\b|zimbra|thunderbird|mail\.ru|yandex|typeapp|spark|k-9|fairemail|tutanota|tuta\b|airmail|edison|zoho|acompli|aquamail|(?:mail|courrier|messagerie) (?:pour|for|für|para|per|voor|s[ée]curis)/i;
/** An advertisement for the mail program itself. */
export const GET =
  /^(?:get|t[ée]l[ée]charge[rz]|obten(?:ir|ez|er|ga|ha|er o)|obtenez|holen sie sich|laden sie|scarica|ottieni|download|baixe|descarga|hämta|hent|krijg) .{0,20}(?:outlook|yahoo|proton|bluemail|gmail|blue mail|thunderbird|l['’]app)/i;
/** Its name and the phone's, in whatever words: "Outlook für iOS beziehen". */
export const PROGRAM_FOR =
  /^\P{P}{0,30}\b(?:Outlook|Yahoo Mail|Gmail|BlueMail)\b.{1,16}\b(?:iOS|Android|Mac)\b\P{P}{0,20}$/u;
/** A footer of two words. */
export const VIA_MOBILE = /^(?:via mobile|via smartphone|via iphone|par mobile)\.?$/i;

/** Lower-case beginnings of legal notices and scanners' advertisements. */
export const DISCLAIMERS: readonly string[] = [
  "pensez à l'environnement",
  'pensez à l’environnement',
  "avant d'imprimer",
  'avant d’imprimer',
  "n'imprimez ce",
  'n’imprimez ce',
  "l'absence de virus dans ce courrier",
  'garanti sans virus',
  'sans virus.',
  'confidentiality notice',
  'avis de confidentialité',
  'clause de confidentialité',
  'disclaimer:',
  'please consider the environment',
  'before printing',
  'virus-free',
  'think before you print',
  'bitte prüfen sie',
  'denken sie an die umwelt',
  "rispetta l'ambiente",
  'antes de imprimir',
  'virenfrei.',
  'libre de virus',
  'senza virus',
  'virusvrij',
  'livre de vírus',
  'no virus found in this message',
  'checked by avg',
  'this email has been checked for viruses',
];
/** A notice names its own mail, and the law: both, in one paragraph. */
export const OWN_MAIL =
  /\b(?:ce (?:message|courriel|mail|e-mail|document)|cet? e-?mail|this (?:e-?mail|message|communication)|diese (?:e-?mail|nachricht)|este (?:mensaje|correo|e-?mail)|esta mensagem|questo messaggio|questa e-?mail|dit (?:bericht|e-?mailbericht)|deze e-?mail|contenu(?:e?s)? dans ce message)/i;
export const LEGAL =
  /confiden|vertrau|vertrouw|riservat|destinataire|intended (?:recipient|for|solely|only)|addressee|empfänger|destinatari|destinatário|geadresseerde|ontvanger|privileged|non autorisée|unauthori[sz]ed|unbefugt|pièces jointes|attachments?\b.{0,40}(?:confid|intended)|exclusiv|uso esclusivo|usage exclusif/gi;

/** A line that closes a mail, with no more than its comma. Words of thanks are the sender's answer, and stay. */
export const CLOSING =
  /^(?:(?:bien )?(?:très )?cordialement|bien à (?:vous|toi)|(?:meilleures|sincères|cordiales|respectueuses) salutations|salutations(?: distinguées| respectueuses| les meilleures)?|respectueusement|sincèrement|cdlt|cdt|bàv|(?:best|kind|warm|kindest|warmest)?\s?regards|best wishes|yours (?:sincerely|faithfully|truly)|all the best|cheers|mit (?:freundlichen|besten|herzlichen|lieben) grü(?:ß|ss)en|mit freundlichem gru(?:ß|ss)|(?:freundliche|viele|beste|liebe|herzliche) grü(?:ß|ss)e|mfg|lg|vg|(?:un )?(?:cordial(?:es)? )?saludos?(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|saluti|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|mvg|groeten?|(?:os meus )?(?:melhores )?cumprimentos|com os melhores cumprimentos|atenciosamente|med venlig hilsen|(?:med )?vänliga? hälsning(?:ar)?|mvh|kh|venlig hilsen|vennlig hilsen|z powa[żz]aniem|pozdrawiam|s pozdravem)\s?[,.!]?$/iu;
