/** Which country a text speaks of, so that its phones, addresses and dollars are read as people there write them. */

const HINTS: Readonly<Record<string, RegExp>> = {
  BE: /\b(?:belgique|belge|bruxelles|brussels|liege|namur|charleroi|mons|anvers|antwerpen|gand|gent|louvain|leuven|tournai|wavre|verviers|arlon|gsm|bancontact|be\d{2})\b|\+32|0032/g,
  CH: /\b(?:suisse|romandie|lausanne|geneve|fribourg|neuchatel|sion|yverdon|vevey|montreux|nyon|bienne|delemont|la chaux-de-fonds|martigny|zurich|berne|bale|chf|huitante|natel|twint|postfinance|ch\d{2})\b|\+41|0041/g,
  CA: /\b(?:quebec|montreal|laval|gatineau|sherbrooke|longueuil|canada|toronto|ottawa|qc|cellulaire|cell|interac|cad)\b|\+1 |(?<=\d )\$/g,
  MA: /\b(?:maroc|casablanca|casa|rabat|marrakech|tanger|agadir|meknes|dirhams?|dhs?|ma\d{2})\b|\+212|00212/g,
  DZ: /\b(?:algerie|alger|oran|bejaia|constantine|annaba|setif|tlemcen|wilaya)\b|\+213|00213/g,
  TN: /\b(?:tunisie|tunis|sousse|sfax|bizerte|monastir|tnd|tn\d{2})\b|\+216|00216/g,
  LU: /\b(?:luxembourg|esch-sur-alzette|lu\d{2})\b|\+352|00352/g,
  GB: /\b(?:united kingdom|uk|london|manchester|birmingham|leeds|glasgow|edinburgh|england|scotland|gb\d{2})\b|\+44|£/g,
};
/** The beginning says it, or nothing does. */
const MAX_CHARACTERS = 20_000;

/** ISO 3166 of the country that the folded text names most often; `undefined` when it names none, or two as often. */
export function countryOf(folded: string): string | undefined {
  const text = folded.slice(0, MAX_CHARACTERS);
  const counts = Object.entries(HINTS).map(([country, hints]) => ({ country, count: text.match(hints)?.length ?? 0 }));
  const [first, second] = counts.sort((a, b) => b.count - a.count);
  if (first === undefined || first.count === 0 || first.count === second?.count) return undefined;
  return first.country;
}
