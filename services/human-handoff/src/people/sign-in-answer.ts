/** What a failed attempt to sign in is answered, and whom it is counted for. */
import { type Call, pageLanguageOf, sendProblem } from '@facteur/http';
import { networkOf, RETRY_AFTER_SECONDS } from './attempts.ts';
import type { SignedIn } from './people.ts';

type Failure = Exclude<SignedIn['outcome'], 'in'>;
type AnyCall = Pick<Call<unknown, unknown, unknown>, 'request' | 'response'>;

/** One message whatever was wrong: who works here is nobody's business. */
const DETAILS: Readonly<Record<Failure, { readonly fr: string; readonly en: string }>> = {
  wrong: { fr: 'L’adresse ou le mot de passe ne convient pas.', en: 'The address or the password is not right.' },
  'too-many': {
    fr: 'Trop d’essais en peu de temps : patientez une minute.',
    en: 'Too many attempts in a short time: wait a minute.',
  },
};

/** 401 or 429, as a problem document in the caller's language. */
export function answerFailure({ request, response }: AnyCall, outcome: Failure): undefined {
  const detail = DETAILS[outcome][pageLanguageOf(request)];
  if (outcome === 'too-many') response.set('Retry-After', String(RETRY_AFTER_SECONDS));
  const said = outcome === 'wrong' ? { status: 401, code: 'NOT_ALLOWED' } : { status: 429, code: 'TOO_MANY_REQUESTS' };
  sendProblem(response, { ...said, detail });
}

/** Behind a proxy that is believed, what that says; else where the connection comes from. */
export function networkOfCall({ request }: AnyCall): string {
  return networkOf(request.ip ?? '');
}
