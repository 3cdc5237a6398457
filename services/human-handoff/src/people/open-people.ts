/** Opens people over the store: what `people.ts` promises, and the routes that serve it. */
import type { Route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { Counter } from 'prom-client';
import { openAttempts } from './attempts.ts';
import { openDemoLinks } from './demo-people.ts';
import { openPasswords } from './password.ts';
import type { People, SignedIn } from './people.ts';
import { type NewPerson, newPersonSchema, type PersonChange } from './person.ts';
import { changed, openPersonStore, type PersonRecord, type PersonStore, shown, tokenDigest } from './person-store.ts';
import { openPreferences } from './preferences.ts';
import { peopleRoutes } from './routes.ts';
import { newToken, openSessions, type PersonSessions } from './sessions.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { PeopleVault } from './vault.ts';

const INVITATION_MS = 7 * 24 * 3_600_000;

/** What people are kept with. */
export interface PeopleParts {
  readonly kernel: Pick<Kernel, 'store' | 'clock' | 'random' | 'metrics' | 'log'>;
  readonly vault: PeopleVault;
  /** Runs the demo company: its people exist. Default false. */
  readonly isDemo?: boolean;
}

/** Opens them; nothing runs in the background. */
export async function openPeople({
  kernel,
  vault,
  isDemo = false,
}: PeopleParts): Promise<People & { readonly routes: readonly Route[] }> {
  const { store, clock, random } = kernel;
  const people = await openPersonStore({ store, vault, clock, random, isDemo });
  const sessions = await openSessions({ store, people, clock, random });
  const demo = openDemoLinks(people, random);
  const signing = signingOf({ people, sessions, kernel, vault });
  const all: People = {
    ...directoryOf(people, sessions),
    ...invitationsOf({ people, sessions, kernel, vault }, signing.hash),
    signIn: signing.signIn,
    signOut: (session) => sessions.end(session),
    preferences: await openPreferences(store),
    isDemo,
    sessions: {
      identify: (value) => sessions.identify(value),
      async openLink(token) {
        const person = isDemo ? await demo.open(token) : undefined;
        return person && sessions.begin(person);
      },
    },
    demoLinks: () => demo.links(),
  };
  return { ...all, routes: [...signInRoutes(all), ...peopleRoutes(all)] };
}

interface Inside {
  readonly people: PersonStore;
  readonly sessions: PersonSessions;
  readonly kernel: PeopleParts['kernel'];
  readonly vault: PeopleVault;
}

function directoryOf(people: PersonStore, sessions: PersonSessions) {
  return {
    list: async () => (await people.list()).map(shown),
    async find(id: string) {
      const person = (await people.list()).find((one) => one.id === id);
      return person && shown(person);
    },
    async change(id: string, change: PersonChange) {
      const person = await people.change(id, (now) => changed(now, change));
      if (!person.isActive) await sessions.endAll(id);
      return shown(person);
    },
  };
}

function invitationsOf({ people, sessions, kernel }: Inside, hash: (password: string) => Promise<string>) {
  const { clock, random } = kernel;
  const newInvitation = (token: string) => ({ digest: tokenDigest(token), until: clock.now() + INVITATION_MS });
  const invited = async (token: string): Promise<PersonRecord | undefined> => {
    const person = await people.byInvitation(tokenDigest(token));
    return person?.isActive && person.invitation && clock.now() < person.invitation.until ? person : undefined;
  };
  const withPassword = (person: PersonRecord, passwordHash: string): PersonRecord => ({
    ...person,
    passwordHash,
    invitation: undefined,
    epoch: person.epoch + 1,
  });
  return {
    async add(given: NewPerson) {
      const token = newToken(random);
      const person = await people.add({
        ...newPersonSchema.parse(given),
        ...{ isAway: false, isActive: true, isDemo: false },
        invitation: newInvitation(token),
      });
      return { person: shown(person), invitation: `/invitation/${token}` };
    },
    async invite(id: string) {
      const token = newToken(random);
      await people.change(id, (now) => ({ ...now, invitation: newInvitation(token) }));
      return `/invitation/${token}`;
    },
    async invited(token: string) {
      const person = await invited(token);
      return person && shown(person);
    },
    async accept(token: string, password: string) {
      const found = await invited(token);
      if (!found) return undefined;
      const passwordHash = await hash(password);
      const digest = tokenDigest(token);
      const person = await people.change(found.id, (now) => {
        // Somebody was quicker with the same link.
        if (now.invitation?.digest !== digest) throw new AppError('CONFLICT', 'Cette invitation a déjà servi');
        return withPassword(now, passwordHash);
      });
      return { session: await sessions.begin(person), person: shown(person) };
    },
    async setPassword(id: string, password: string) {
      const passwordHash = await hash(password);
      const person = await people.change(id, (now) => withPassword(now, passwordHash));
      await sessions.endAll(person.id);
    },
    async begin(id: string) {
      const person = await people.get(id);
      if (!person?.isActive) throw new AppError('NOT_FOUND', `Il n’y a personne d’actif sous l’identifiant ${id}`);
      return sessions.begin(person);
    },
  };
}

function signingOf({ people, sessions, kernel, vault }: Inside) {
  const { clock, random, metrics } = kernel;
  const passwords = openPasswords(random);
  const attempts = openAttempts();
  const counter = new Counter({
    name: 'facteur_sign_ins_total',
    help: 'Attempts to sign in with a password, by what became of them',
    labelNames: ['outcome'],
    registers: [metrics.registry],
  });
  const told = (result: SignedIn): SignedIn => {
    counter.inc({ outcome: result.outcome });
    return result;
  };
  return {
    hash: passwords.hash,
    async signIn(email: string, password: string, network: string): Promise<SignedIn> {
      const address = email.trim().toLowerCase();
      const keys = [`address:${vault.digest(address)}`, `network:${network}`];
      const succeed = passwords.isOverloaded() ? undefined : attempts.begin(keys, clock.now());
      if (!succeed) return told({ outcome: 'too-many' });
      const person = await people.byEmail(address);
      const isRight = await passwords.matches(password, person?.isActive ? person.passwordHash : undefined);
      if (!person || !isRight) return told({ outcome: 'wrong' });
      succeed();
      return told({ outcome: 'in', session: await sessions.begin(person), person: shown(person) });
    },
  };
}
