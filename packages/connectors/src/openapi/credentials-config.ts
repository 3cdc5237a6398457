/** Credentials as settings have them: secrets are named by reference (`env:NAME`, `file:/path`). */
import { z } from 'zod';

const secret = z
  .string()
  .regex(/^(?:env:[A-Za-z_]\w*|file:.+)$/, 'a secret is named, by env:NAME or file:/path, never written here');

/** Credentials of a system, as `facteur.yaml` has them. */
export const credentialsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bearer'), token: secret }),
  z.strictObject({ type: z.literal('api-key'), header: z.string().regex(/^[\w-]{1,100}$/), key: secret }),
  z.strictObject({ type: z.literal('basic'), user: secret, password: secret }),
  z.strictObject({
    type: z.literal('oauth2'),
    'token-url': z.url({ protocol: /^https?$/ }),
    'client-id': secret,
    'client-secret': secret,
    scope: z.string().min(1).optional(),
  }),
]);
/** See `credentialsSchema`. */
export type Credentials = z.infer<typeof credentialsSchema>;
