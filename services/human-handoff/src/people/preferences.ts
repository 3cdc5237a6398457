/** What each person set for themselves: language, theme, keys. Nothing personal in it. */
import type { Kernel } from '@facteur/runtime';
import { z } from 'zod';

const settingsSchema = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']),
  singleKeys: z.boolean().describe('Whether one key alone does something'),
  keys: z
    .record(z.string().min(1).max(60), z.string().max(60))
    .refine((keys) => Object.keys(keys).length <= 200, { error: 'expected at most 200 keys' })
    .describe('Action → key of their own'),
});

/** What `me` says. */
export const preferencesSchema = z.object({ language: z.enum(['fr', 'en']), settings: settingsSchema });

/** Any part of it. */
export const preferencesChangeSchema = z.strictObject({
  language: z.enum(['fr', 'en']).exactOptional(),
  theme: settingsSchema.shape.theme.exactOptional(),
  singleKeys: settingsSchema.shape.singleKeys.exactOptional(),
  keys: settingsSchema.shape.keys.exactOptional(),
  settings: settingsSchema
    .extend({
      theme: settingsSchema.shape.theme.exactOptional(),
      singleKeys: settingsSchema.shape.singleKeys.exactOptional(),
      keys: settingsSchema.shape.keys.exactOptional(),
    })
    .exactOptional(),
});

export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
export type PreferencesChange = Readonly<z.infer<typeof preferencesChangeSchema>>;

const DEFAULTS: Preferences['settings'] = { theme: 'auto', singleKeys: true, keys: {} };
const ATTEMPTS = 5;

/** Keeps them, by the caller's id. */
export interface PreferenceStore {
  /** `language` is what is answered until one was chosen. */
  get(callerId: string, language: Preferences['language']): Promise<Preferences>;
  change(callerId: string, change: PreferencesChange): Promise<void>;
}

/** Opens the collection `people-settings`. */
export async function openPreferences(store: Kernel['store']): Promise<PreferenceStore> {
  const collection = await store.collection({ name: 'people-settings' });
  return {
    async get(callerId, language) {
      const { settings, ...stored } = ((await collection.get(callerId)) ?? {}) as Partial<Preferences>;
      return { language: stored.language ?? language, settings: { ...DEFAULTS, ...settings } };
    },
    async change(callerId, { language, settings, ...flat }) {
      // Two tabs may set two things at once: neither is lost.
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const stored = await collection.get(callerId);
        const before = (stored ?? {}) as Partial<Preferences>;
        const doc = {
          _id: callerId,
          ...(before.language === undefined ? {} : { language: before.language }),
          ...(language === undefined ? {} : { language }),
          settings: { ...before.settings, ...settings, ...flat },
        };
        const [done] = await collection.write([
          stored ? { op: 'replace', doc, at: stored.version } : { op: 'insert', doc },
        ]);
        if (done?.outcome === 'done') return;
      }
    },
  };
}
