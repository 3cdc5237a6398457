/** Who works here: what the API says of a person, and what may be said to it. */
import { CALLER_ROLES } from '@facteur/http';
import { z } from 'zod';

/** The shortest password, in characters. */
export const MIN_PASSWORD_CHARACTERS = 10;

const shortText = z.string().trim().min(1).max(200);
const names = z.array(shortText).max(50);
const language = z.string().regex(/^[a-z]{2}$/, { error: 'expected a language code such as fr' });
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What an admin says of somebody new. */
export const newPersonSchema = z.strictObject({
  name: shortText,
  email,
  role: z.enum(CALLER_ROLES),
  teams: names.default([]),
  skills: names.default([]),
  languages: z.array(language).max(20).default(['fr']),
});

/** What may be changed of somebody; of oneself, `ownFields` alone. */
export const personChangeSchema = z.strictObject({
  name: shortText.exactOptional(),
  email: email.exactOptional(),
  role: z.enum(CALLER_ROLES).exactOptional(),
  teams: names.exactOptional(),
  skills: names.exactOptional(),
  languages: z.array(language).max(20).exactOptional(),
  isAway: z.boolean().exactOptional(),
  isActive: z.boolean().exactOptional(),
});

/** Fields that everybody may change of themselves. */
export const ownFields: readonly string[] = ['name', 'languages', 'isAway'];

/** Longer ones are refused: hashing them is work that a stranger could ask for. */
export const passwordSchema = z
  .string()
  .max(500)
  .refine((password) => [...password].length >= MIN_PASSWORD_CHARACTERS, {
    error: `expected at least ${MIN_PASSWORD_CHARACTERS} characters`,
  });

/** A person as others see them. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(CALLER_ROLES),
  teams: z.array(z.string()),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  isAway: z.boolean(),
  isActive: z.boolean(),
});

export type Person = Readonly<z.infer<typeof personSchema>>;
export type NewPerson = Readonly<z.input<typeof newPersonSchema>>;
export type PersonChange = Readonly<z.infer<typeof personChangeSchema>>;
