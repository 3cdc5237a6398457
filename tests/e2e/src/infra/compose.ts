/** docker-compose.yml as its own loader reads it. */
import type { Env } from '../program.ts';
import type { Tool, ToolEnded } from './tools.ts';

/** What must be said before anything starts. */
export const REQUIRED = {
  FACTEUR_ADMIN_TOKEN: 'a-token-of-more-than-16',
  FACTEUR_MONGODB_PASSWORD: 'letters0and1digits',
};

/** The part of a service that the checks look at. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly restart?: string;
  readonly network_mode?: string;
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly target: string }[];
  readonly ports?: readonly { readonly host_ip?: string; readonly published?: string; readonly target: number }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string; readonly cpus?: number } } };
}

/** The whole file. */
export interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** Reads it with the demo company's services. @throws Error with what the loader says against it */
export async function readCompose(check: Tool, env: Env = {}): Promise<ComposeProject> {
  const ended = await tryCompose(check, { ...REQUIRED, ...env });
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout) as ComposeProject;
}

/** Reads it with exactly these variables of Facteur. */
export function tryCompose(check: Tool, env: Env): Promise<ToolEnded> {
  const own = Object.keys(process.env).filter((name) => name.startsWith('FACTEUR_') || name.startsWith('COMPOSE_'));
  const unset = Object.fromEntries(own.map((name) => [name, '']));
  return check(['compose', 'docker-compose.yml', 'demo'], { ...unset, ...env });
}
