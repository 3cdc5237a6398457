/** The people who work in the console: invited by the administrator, signed in with a password, as in any company. */
import { type Answer, call } from '../api.ts';
import type { Product } from '../product.ts';

/** What a person may do. */
type Role = 'reader' | 'advisor' | 'author' | 'supervisor' | 'admin';

/** Somebody with an account, and their session. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The session's cookie, `name=value`. */
  readonly cookie: string;
  /** Calls of the API as this person. */
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body: object): Promise<Answer<T>>;
}

const PASSWORD = 'un mot de passe assez long';

/** Invites somebody, who accepts. The address is made from the name. */
export async function hire(product: Pick<Product, 'http' | 'post'>, name: string, role: Role): Promise<Colleague> {
  const email = `${name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]+/g, '.')
    .toLowerCase()}@equipe.example`;
  const { body } = await product.post<{ person: { id: string }; invitation: string }>('/api/v1/people', {
    name,
    email,
    role,
  });
  const path = `/api/v1${body.invitation.replace('invitation', 'invitations')}`;
  const cookie = await cookieFrom(product.http, path, { password: PASSWORD });
  return { id: body.person.id, name, email, password: PASSWORD, cookie, ...callsOf(product.http, cookie) };
}

async function cookieFrom(http: string, path: string, body: object): Promise<string> {
  const response = await fetch(new URL(path, http), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
  if (!cookie) throw new Error(`${path} answered ${response.status} and no cookie: ${await response.text()}`);
  return cookie;
}

/** A cookie is believed when one of the product's own pages sends it: so says the origin. */
function callsOf(http: string, cookie: string): Pick<Colleague, 'get' | 'post'> {
  const headers = { cookie, origin: http };
  return {
    get: (path) => call(http, path, { headers }),
    post: (path, body) =>
      call(http, path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
