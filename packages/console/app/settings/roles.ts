/** Roles, each with the rights of those before it. */
import type { Role } from '../api/types.ts';

export const ROLES: readonly Role[] = ['reader', 'advisor', 'author', 'supervisor', 'admin'];
