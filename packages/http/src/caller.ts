/** Who calls, and what their role lets them do. */

/** What a route asks for. Each includes those before it; `public`: nobody need be signed in. */
export type Role = 'public' | 'reader' | 'advisor' | 'author' | 'supervisor' | 'admin';

/** What somebody who is signed in may be. */
export type CallerRole = Exclude<Role, 'public'>;

/** The roles of people, the least first. */
export const CALLER_ROLES = ['reader', 'advisor', 'author', 'supervisor', 'admin'] as const satisfies CallerRole[];

/** Who is signed in. `name` is how others know them. */
export interface Caller {
  readonly id: string;
  readonly name: string;
  readonly role: CallerRole;
}

/** Who calls with the administrator's token: a program, or whoever opened the link of the start. */
export const ADMINISTRATOR: Caller = { id: 'admin', name: 'Administrateur', role: 'admin' };

/** True when `role` includes what is `needed`. */
export function includesRole(role: Role, needed: Role): boolean {
  return rank(role) >= rank(needed);
}

function rank(role: Role): number {
  return role === 'public' ? -1 : CALLER_ROLES.indexOf(role);
}
