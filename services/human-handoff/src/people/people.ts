/** What can be asked about people: adding and changing them, inviting them, signing them in and out. */
import type { CallerRole, OpenSession, Sessions } from '@facteur/http';
import type { NewPerson, Person, PersonChange } from './person.ts';
import type { PreferenceStore } from './preferences.ts';

/** What became of an attempt to sign in. */
export type SignedIn =
  | { readonly outcome: 'in'; readonly session: OpenSession; readonly person: Person }
  | { readonly outcome: 'wrong' | 'too-many' };

/** Everything about people. */
export interface People {
  /** Everyone, inactive ones too, by name; at most three seconds old. */
  list(): Promise<readonly Person[]>;
  /** One of them; undefined for an unknown id, and for the administrator's token. */
  find(id: string): Promise<Person | undefined>;
  /** @throws AppError `CONFLICT` when somebody has the address */
  add(person: NewPerson): Promise<{ readonly person: Person; readonly invitation: string }>;
  /** @throws AppError `NOT_FOUND`, `CONFLICT` */
  change(id: string, change: PersonChange): Promise<Person>;
  /** A new link to choose a password by; an older one is void. @throws AppError `NOT_FOUND` */
  invite(id: string): Promise<string>;
  /** Who an invitation is for; undefined when it is used or over. */
  invited(token: string): Promise<Person | undefined>;
  /** Chooses the password of an invitation, once. Undefined when it is used or over. */
  accept(token: string, password: string): Promise<{ session: OpenSession; person: Person } | undefined>;
  /** Sets a password and ends every session. @throws AppError `NOT_FOUND` */
  setPassword(id: string, password: string): Promise<void>;
  /** Signs somebody in who has shown otherwise who they are. @throws AppError `NOT_FOUND` for nobody, or somebody inactive */
  begin(id: string): Promise<OpenSession>;
  /** @param network the caller's network address */
  signIn(email: string, password: string, network: string): Promise<SignedIn>;
  signOut(session: string): Promise<void>;
  /** What cookies are checked with. */
  readonly sessions: Sessions;
  readonly preferences: PreferenceStore;
  /** Whether the demo company runs. */
  readonly isDemo: boolean;
  /** Makes the people of the demo company where missing. Links that sign them in are good while this process runs. */
  demoLinks(): Promise<DemoLinks>;
}

/** The links of the demo company's people: what `/sign-in?token=…` takes for each. */
export type DemoLinks = readonly { readonly name: string; readonly role: CallerRole; readonly token: string }[];
