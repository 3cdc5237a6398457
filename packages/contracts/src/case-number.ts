/** The number of a case: 8 random characters and a check character, as in `7Q2K-9MXD-4`. Knowing one gives no rights. */
import { z } from 'zod';

/** 31 letters and digits without look-alikes (no 0, 1, I, L, O): prime, so that one wrong or swapped character is always seen. */
export const CASE_NUMBER_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const VALUE_OF = new Map([...CASE_NUMBER_ALPHABET].map((character, value) => [character, value]));
const SHAPE = /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]$/;

/** Weighted sum modulo 31 over the 8 characters (weights 2 to 9): catches every single error and every swap of neighbours. */
function checkCharacter(characters: string): string {
  let sum = 0;
  [...characters].forEach((character, index) => {
    sum += (index + 2) * (VALUE_OF.get(character) ?? 0);
  });
  return CASE_NUMBER_ALPHABET[sum % 31] ?? '2';
}

/** The case number that 8 bytes of randomness stand for. */
export function caseNumberFrom(bytes: Uint8Array): string {
  const value = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let rest = value;
  let characters = '';
  for (let index = 0; index < 8; index += 1) {
    characters += CASE_NUMBER_ALPHABET[Number(rest % 31n)];
    rest /= 31n;
  }
  return `${characters.slice(0, 4)}-${characters.slice(4)}-${checkCharacter(characters)}`;
}

/** True for a well-formed number whose check character is right. */
export function isCaseNumber(text: string): boolean {
  return SHAPE.test(text) && checkCharacter(text.replaceAll('-', '').slice(0, 8)) === text.at(-1);
}

/** A case number, checked. */
export const caseNumberSchema = z.string().refine(isCaseNumber, 'is no case number: expected the form 7Q2K-9MXD-4');
