/** What proves the user of a mailbox: a password, an access token, or tokens that are fetched, once for all that share a grant. */
import { type AccessTokens, type ImapCredential, openAccessTokens } from '@facteur/mail';
import type { Clock } from '@facteur/primitives';
import type { ImapConfig, ImapGrant } from './imap-config.ts';

/** What proves one user, asked for at each connection. */
export interface Credentials {
  current(): Promise<ImapCredential>;
  /** The mail server refused what was current last. */
  refused(): void;
}

/** What credentials are made with. */
export interface CredentialParts {
  readonly clock: Clock;
  /** The secret behind a reference. @throws AppError `CONFIG_INVALID` when there is none */
  readonly secret: (reference: string) => Promise<string>;
  /** The token server replaced the refresh token. @param tokenUrl which server */
  readonly rotated: (tokenUrl: string) => void;
}

/** Gives each mailbox its credentials. */
export function credentialsFor(parts: CredentialParts): (imap: ImapConfig) => Credentials {
  const grants = new Map<string, AccessTokens>();
  return ({ oauth2, password = '' }) => {
    if (typeof oauth2 === 'object') {
      const name = JSON.stringify(Object.entries(oauth2).toSorted());
      const tokens = grants.get(name) ?? tokensOf(parts, oauth2);
      grants.set(name, tokens);
      return fetched(tokens);
    }
    const { secret } = parts;
    return {
      current: async () =>
        oauth2 === undefined ? { password: await secret(password) } : { accessToken: await secret(oauth2) },
      refused: () => undefined,
    };
  };
}

function fetched(tokens: AccessTokens): Credentials {
  let last = '';
  return {
    async current() {
      last = await tokens.token();
      return { accessToken: last };
    },
    refused: () => tokens.refused(last),
  };
}

function tokensOf({ clock, secret, rotated }: CredentialParts, grant: ImapGrant): AccessTokens {
  const { 'token-url': tokenUrl, 'client-id': clientId, 'client-secret': clientSecret, scope } = grant;
  return openAccessTokens({
    grant: {
      ...{ tokenUrl, clientId },
      ...(scope === undefined ? {} : { scope }),
      secrets: async () => ({
        refreshToken: await secret(grant['refresh-token']),
        ...(clientSecret === undefined ? {} : { clientSecret: await secret(clientSecret) }),
      }),
    },
    clock,
    rotated: () => rotated(tokenUrl),
  });
}
