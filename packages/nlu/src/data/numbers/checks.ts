/** Check digits of numbers: capitals and digits without separators in, true when they fit out. */

/** `luhn` ISO/IEC 7812-1; `mod97` ISO 7064 MOD 97-10; `mod11` weights 2..7 from the right; `gs1` SSCC and GTIN; `upu-s10` postal items; `ups` 1Z numbers. */
export type CheckName = 'luhn' | 'mod97' | 'mod11' | 'gs1' | 'upu-s10' | 'ups' | 'colissimo';

const CHECKS: Readonly<Record<CheckName, (number: string) => boolean>> = {
  luhn: (number) => weighted(number, [1, 2], (product) => (product > 9 ? product - 9 : product)) % 10 === 0,
  mod97: (number) => remainder97(number) === 1,
  mod11: isMod11,
  gs1: (number) => weighted(number, [1, 3]) % 10 === 0,
  'upu-s10': isS10,
  ups: isUps,
  // The ten digits after the product's code, then their check digit.
  colissimo: (number) => weighted(number.slice(2), [1, 3]) % 10 === 0,
};

/** True when `number` has the right check digits. */
export function passes(check: CheckName, number: string): boolean {
  return CHECKS[check](number);
}

/** The names, for those who read declarations. */
export const checkNames: readonly CheckName[] = Object.keys(CHECKS) as CheckName[];

/** The digits times the weights, which repeat from the last digit on. */
function weighted(digits: string, weights: readonly number[], each = (product: number) => product): number {
  const last = digits.length - 1;
  return [...digits].reduce(
    (sum, digit, at) => sum + each(Number(digit) * (weights[(last - at) % weights.length] ?? 1)),
    0,
  );
}

/** Letters count as 10 (A) to 35 (Z). */
function remainder97(number: string): number {
  let rest = 0;
  for (const character of number) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest;
}

function isMod11(number: string): boolean {
  const sum = weighted(number.slice(0, -1), [2, 3, 4, 5, 6, 7]);
  const expected = (11 - (sum % 11)) % 11;
  return number.endsWith(expected === 10 ? 'X' : String(expected));
}

/** UPU standard S10: eight digits with weights, then the check digit; 10 becomes 0 and 11 becomes 5. */
function isS10(number: string): boolean {
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((total, weight, at) => total + weight * Number(number[2 + at]), 0);
  const rest = 11 - (sum % 11);
  return Number(number[10]) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** After "1Z": odd places once, even places twice; a letter counts as its place in the alphabet plus two, modulo ten. */
function isUps(number: string): boolean {
  const places = [...number.slice(2)].map((each) => (/\d/.test(each) ? Number(each) : (each.charCodeAt(0) - 63) % 10));
  const check = places.pop() ?? -1;
  const sum = places.reduce((total, value, at) => total + value * (1 + (at % 2)), 0);
  return (10 - (sum % 10)) % 10 === check;
}
