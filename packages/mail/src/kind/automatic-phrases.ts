/** The phrases by which a machine's mail tells on itself where its headers do not, in the languages that are told apart. */

/** A subject that begins so, then a colon or its end, is a mail program's. */
const AUTO_REPLY_SUBJECT =
  /^\s*\[?(?:réponse automatique|réponse auto|automatic reply|automated reply|auto(?:matic)?[- ]?(?:reply|response)|automatische (?:antwort|abwesenheitsnotiz)|respuesta automática|risposta automatica|automatisch(?:e)? (?:antwoord|beantwoording|bericht van afwezigheid)|resposta automática)\]? ?(?:[:\-–]|$)/;
/** A mail program's or its user's title of an absence. "Absence" alone is not among them: customers write it above "je suis absent demain, livrez vendredi". */
const ABSENCE_SUBJECT =
  /^\s*(?:(?:re|aw|sv|tr)\s?: ?)?\[?(?:réponse automatique|automatic reply|automatische antwort|respuesta automática|risposta automatica|automatisch antwoord|resposta automática|absence du bureau|absent[e]? du bureau|message d'absence|notification d'absence|en congés? jusqu|out[- ]of[- ](?:the )?office|ooo\b|away (?:until|from)|on (?:vacation|holiday|annual leave|leave) (?:until|from)|abwesenheits|abwesend|nicht im büro|außer haus|fuera de (?:la )?oficina|ausencia de la oficina|ausente (?:hasta|de)|aviso de ausencia|fuori (?:ufficio|sede)|assente (?:dal|fino)|assenza dal|avviso di assenza|afwezig|niet (?:op kantoor|aanwezig)|fora do escritório|ausente (?:do|até)|aviso de ausência|ausência (?:do|temporária))/;
/** A line that begins so says it of its own mail; in the middle of a line a customer may be quoting one. */
const SELF_DECLARED =
  /^(?:ceci est une réponse (?:automatique|générée automatiquement)|il s'agit d'une réponse automatique|cette réponse (?:est automatique|a été (?:générée|envoyée) automatiquement)|réponse automatique d'absence|this is an auto(?:matic|mated|-?generated|matically generated) (?:reply|response|acknowledge?ment|out of office)|this reply (?:was|has been) (?:sent|generated) automatically|dies ist eine automatisch(?:e| generierte| erstellte| erzeugte)?(?: generierte| erstellte| erzeugte)? ?(?:antwort|abwesenheitsnotiz|eingangsbestätigung)|esta es una respuesta (?:automática|generada automáticamente)|questa è una risposta (?:automatica|generata automaticamente)|dit is een automatisch(?:e)?(?: gegenereerd(?:e)?)? (?:antwoord|beantwoording|reactie|ontvangstbevestiging)|esta é uma (?:resposta automática|resposta gerada automaticamente)|ceci est un accusé de réception automatique)/;
/** "Message automatique": web forms say it above a customer's words, so that it counts only beside an acknowledgement. */
const AUTOMATIC =
  /(?:message|mail|e-?mail|courriel|courrier)s? (?:est |a été )?(?:automatique|généré automatiquement|envoyé automatiquement)|(?:merci de )?ne pas (?:y )?répondre|automat(?:ic|ed) (?:message|e-?mail|notification|confirmation)|automatically generated|do not reply|automatisch (?:generiert|erstellt|erzeugt|versendet|versandt|gegenereerd|verzonden)|automatische (?:nachricht|e-?mail|bestätigung)|nicht auf diese (?:e-?mail|nachricht)|mensaje automático|generado automáticamente|no responda a este|messaggio automatico|generat[oa] automaticamente|non rispond(?:a|ere|ete) a quest|automatisch bericht|niet op deze (?:e-?mail|mail)|dit bericht niet te beantwoorden|mensagem automática|gerad[oa] automaticamente|não responda a (?:este|esta)/;
/** That the writer's mail arrived, said of the reader's. */
const ACKNOWLEDGED =
  /votre (?:demande|message|courriel|courrier(?: électronique)?|e-?mail|mail|requête|ticket|réclamation)[^.\n]{0,60} (?:a|est) (?:bien )?(?:été )?(?:bien )?(?:reçu|enregistré|pris|transmis|arrivé|parvenu)|(?:nous|on) (?:avons|a) bien (?:reçu|enregistré|pris en compte) votre (?:demande|message|courriel|courrier|e-?mail|mail|requête|réclamation)|nous accusons (?:bonne )?réception de votre|(?:your (?:request|message|e-?mail|ticket|enquiry|inquiry|case) (?:has been|was|is) (?:successfully )?(?:received|registered|created|logged|recorded))|(?:we have|we've) (?:successfully )?received your (?:request|message|e-?mail|enquiry|inquiry|ticket)|thank you for (?:contacting|your (?:e-?mail|message|enquiry|inquiry|request))|ihre (?:anfrage|nachricht|e-?mail|mail) (?:ist |wurde |haben wir )(?:bei uns )?(?:erfolgreich )?(?:eingegangen|erhalten|registriert|erfasst)|wir haben ihre (?:anfrage|nachricht|e-?mail|mail) erhalten|vielen dank für ihre (?:anfrage|nachricht|e-?mail|mail)|hemos recibido (?:correctamente )?su (?:solicitud|mensaje|consulta|correo|petición)|su (?:solicitud|mensaje|consulta|correo) (?:ha sido|fue) (?:recibid|registrad)|abbiamo ricevuto (?:la (?:sua|tua) (?:richiesta|e-?mail|mail)|il (?:suo|tuo) messaggio)|la (?:sua|tua) richiesta è stata (?:ricevuta|registrata|presa in carico)|(?:wij hebben|we hebben) (?:uw|je) (?:bericht|e-?mail|mail|aanvraag|vraag|verzoek) (?:goed )?ontvangen|uw (?:bericht|e-?mail|aanvraag|vraag|verzoek) (?:is|werd) (?:goed )?(?:ontvangen|geregistreerd)|bedankt voor uw (?:bericht|e-?mail|aanvraag)|recebemos (?:o seu|a sua|seu|sua) (?:pedido|mensagem|e-?mail|solicitação)|(?:o seu pedido|a sua mensagem|sua solicitação) foi (?:recebid|registad|registrad)/;
/** What acknowledgements give: a number, or a time. */
const FILED =
  /(?:référence|numéro de (?:dossier|ticket|demande)|ticket|dossier|n°|reference|case (?:number|id)|request (?:number|id)|ticketnummer|vorgangsnummer|bearbeitungsnummer|número de (?:caso|ticket|incidencia)|numero (?:di )?(?:ticket|pratica)|zaaknummer|número do (?:pedido|ticket))\b[^\n]{0,40}\d|dans les (?:meilleurs|plus brefs) délais|sous (?:\d+|quarante-huit) ?(?:h|heures|jours)|as soon as possible|within (?:\d+|one|two|three|the next)|so (?:schnell|bald) wie möglich|schnellstmöglich|innerhalb von|lo antes posible|a la mayor brevedad|il prima possibile|al più presto|zo (?:snel|spoedig) mogelijk|binnen \d+|(?:o mais breve|assim que) possível/;
const ABSENCE =
  /je (?:suis|serai) (?:actuellement |temporairement |en ce moment |momentanément )?(?:absente?|en (?:congés?|vacances|déplacement|arrêt|formation)|indisponible|hors du bureau)|absente? (?:du bureau|jusqu|du \d|pour congés?)|i(?:'m| am| will be) (?:currently |presently )?(?:out of (?:the |my )?office|away|on (?:annual |maternity |paternity |parental |sick )?(?:leave|vacation|holiday)|out (?:until|from|on)|traveling|travelling|not in the office|unavailable)|out of (?:the )?office (?:until|from|with|and)|ich (?:bin|befinde mich|werde) (?:bis|ab|vom|zurzeit|derzeit|momentan|aktuell|leider|vorübergehend|nicht im|im urlaub|in elternzeit|abwesend|außer haus|auf (?:dienst|geschäfts)reise)|bin ich (?:nicht im|im urlaub|abwesend|außer haus|nicht erreichbar)|(?:estoy|estaré|me encuentro|me encontraré) (?:actualmente )?(?:fuera|ausente|de vacaciones|de viaje)|(?:sono|sarò) (?:attualmente |al momento )?(?:fuori|assente|in ferie|in vacanza|in trasferta)|non sono in ufficio|ik ben (?:momenteel |tot |van |op dit moment |wegens )?(?:afwezig|niet (?:aanwezig|op kantoor|bereikbaar)|met (?:vakantie|verlof)|op (?:vakantie|reis))|ik ben (?:tot|van|vanaf|momenteel)|(?:estou|estarei|encontro-me) (?:atualmente |de momento )?(?:fora|ausente|de férias|em viagem)/;
/** That the writer will answer later, or cannot read now. */
const ANSWERS_LATER =
  /(?:répondrai|répondre|traiterai|prendrai connaissance|consulterai|lirai)[^.\n]{0,60}(?:retour|rentrée|plus tôt)|à mon retour[^.\n]{0,60}répond|accès (?:limité |restreint )?(?:à|aux) (?:ma|mes|mon) (?:messagerie|e-?mails|mails|courriels)|(?:reply|respond|answer|get back to you|read)[^.\n]{0,80}(?:return|when i|as soon as)|upon my return|(?:limited|no|intermittent) access to (?:my )?e-?mail|(?:antworten|beantworten|bearbeiten|bearbeitet|gelesen|melde mich)[^.\n]{0,80}(?:rückkehr|zurück)|nach meiner rückkehr|nicht weitergeleitet|(?:responderé|contestaré)[^.\n]{0,60}(?:regreso|vuelta)|a mi (?:regreso|vuelta)|(?:risponderò|risponderemo)[^.\n]{0,60}(?:rientro|ritorno)|al mio (?:rientro|ritorno)|(?:beantwoord|antwoord|reageer|reageren|beantwoorden)[^.\n]{0,80}(?:terug|terugkomst)|(?:responderei)[^.\n]{0,60}(?:regresso|retorno|volta)|(?:no|após o) meu (?:regresso|retorno)|en cas d'urgence|for urgent (?:matters|requests|issues)|in case of (?:emergency|urgency)|in dringenden (?:fällen|angelegenheiten)|en caso de urgencia|in caso di urgenza|per urgenze|(?:bij|voor) (?:dringende|spoed)|em caso de urgência/;
/** Receipts that are no standard ones (RFC 8098). */
const READ_RECEIPT =
  /^(?:lu ?:|non lu ?:|read: |not read: |gelesen: |ungelesen|leído: |letto: |gelezen: |lida: |accusé de lecture|return receipt|read receipt|lesebestätigung|confirmation de lecture)/;
const RECEIPT_TEXT =
  /(?:votre message|your message|ihre nachricht|su mensaje|il messaggio|uw bericht|a sua mensagem)[\s\S]{0,400}(?:a été (?:lu|affiché|supprimé)|was (?:read|displayed|deleted)|wurde [\s\S]{0,60}(?:gelesen|angezeigt|gelöscht)|fue leído|è stato letto|is gelezen|foi lida)|(?:reçu|receipt|confirmation)[^\n]{0,80}(?:affiché|displayed|lecture)/;
const BOUNCE_SUBJECT =
  /undeliver|delivery status|delivery (?:failure|failed|error|has failed|notification|problem|report)|fail(?:ed|ure) (?:notice|delivery)|mail (?:delivery|could not be delivered|system error|not delivered)|message (?:delivery|could not be delivered|not delivered|undeliver)|returned (?:mail|message|e-?mail)|returned to sender|warning: (?:message|could not send)|delayed mail|could not (?:be delivered|deliver)|there was an error sending your mail|non-?deliver|non[- ]remi|avis de non|non remis ?:|échec (?:de|d'|lors)[^:]{0,20}(?:remise|distribution|envoi|livraison)|message non (?:délivré|distribué|remis)|notification (?:d'échec|d'état) de (?:remise|distribution)|courrier non distribué|unzustellbar|nicht zustellbar|unzustellbarkeit|zustellung fehlgeschlagen|fehler bei der zustellung|no se (?:puede|pudo|ha podido) entregar|no entregado|error de entrega|mancat[oa] (?:consegna|recapito)|impossibile (?:recapitare|consegnare)|non recapitabile|onbestelbaar|niet (?:bezorgd|afgeleverd)|não (?:entregue|foi possível entregar)|falha na entrega|недостав|не доставлено|не может быть доставлено|配信(?:できません|不能|エラー)|メールエラー/;

/** True for the subjects that mail programs give to automatic replies: "Réponse automatique : …". */
export function isAutoReplySubject(subject: string): boolean {
  return AUTO_REPLY_SUBJECT.test(plain(subject));
}

/** True for the subjects of undelivered mail. */
export function isBounceSubject(subject: string): boolean {
  return BOUNCE_SUBJECT.test(plain(subject));
}

/**
 * True when the text calls itself an automatic reply, acknowledges a mail as programs do, or tells of an absence under
 * such a subject (or where the sender's server marks it so, or with a promise to answer later). A text that asks
 * something is a customer's, whatever it says of absences.
 */
export function saysItIsAutomatic(subject: string, text: string, marked: boolean): boolean {
  const body = plain(text.slice(0, 3_000));
  const title = plain(subject);
  if (/\?(?=\s|$|[»")])/.test(body) || title.includes('?')) return false;
  const lines = body.split('\n').map((line) => line.replace(/^[\s*([«"-]{1,5}/, ''));
  if (lines.some((line) => SELF_DECLARED.test(line))) return true;
  if (READ_RECEIPT.test(title) && RECEIPT_TEXT.test(body)) return true;
  if (ACKNOWLEDGED.test(body) && (AUTOMATIC.test(body) || FILED.test(body)) && !asksSomething(body)) return true;
  return ABSENCE.test(body) && (marked || ABSENCE_SUBJECT.test(title) || ANSWERS_LATER.test(body));
}

/** Customers, too, thank for a message; they then tell what they want, of themselves. */
function asksSomething(body: string): boolean {
  return /(?:^|[\s,.;(])(?:je (?:souhaite|voudrais|veux|n'ai|vous|suis|me|demande|reste)|j'ai|j'attends|mon (?:colis|remboursement)|ma (?:commande|facture)|i (?:would|want|need|have|still|am|did)|i'd|my (?:order|refund|parcel|package)|ich (?:möchte|habe|bitte|warte|will|bin)|meine (?:bestellung|rechnung)|(?:quiero|quisiera|necesito) |mi pedido|(?:vorrei|voglio) |il mio ordine|ik (?:wil|heb|wacht|zou)|mijn bestelling|(?:quero|gostaria|queria) |a minha encomenda)/.test(
    body,
  );
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ').trim();
}
