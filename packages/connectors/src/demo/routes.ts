/** What a path of the back office is, and how a request finds its own. */
import type { JsonObject } from '@facteur/primitives';
import type { Answer } from './answers.ts';

/** What a handler gets: the `:` segment of the path, the query, the proven sender, the JSON body where one is taken, for effects the key. */
export interface Incoming {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly sender: string | undefined;
  readonly key: string;
  readonly body: JsonObject;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Segments; `:` stands for any one, given as `id`. */
  readonly path: readonly string[];
  /** The operation, or the path of an audit endpoint. */
  readonly operation: string;
  /** True where `Idempotency-Key` is needed. */
  readonly effect: boolean;
  readonly handle: (incoming: Incoming) => Promise<Answer>;
}

/** The route for a request, with the decoded `:` segment. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly id: string } | undefined {
  const segments = path.split('/').slice(1);
  const route = routes.find((candidate) => {
    if (candidate.method !== method || candidate.path.length !== segments.length) return false;
    return candidate.path.every((segment, index) => segment === ':' || segment === segments[index]);
  });
  if (route === undefined) return undefined;
  const at = route.path.indexOf(':');
  const id = decode(at === -1 ? '' : (segments[at] ?? ''));
  return id === undefined ? undefined : { route, id };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
