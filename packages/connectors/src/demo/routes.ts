/** The paths of the back office and what answers them. */
import type { JsonObject } from '@facteur/primitives';
import type { Answer } from './answers.ts';
import { effectOf, listBookings, listOrders, listRefunds, listShipments } from './audit.ts';
import type { Books, EffectKind } from './books.ts';
import type { EffectDesk } from './effect-desk.ts';
import { lookUpBalance, lookUpCustomer, lookUpOrder, lookUpStock } from './lookups.ts';

/** What a handler gets: the `:` segment of the path, the proven sender, and for effects the key and the JSON body. */
export interface Incoming {
  readonly id: string;
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
  /** True where `Idempotency-Key` and a JSON body are needed. */
  readonly effect: boolean;
  readonly handle: (incoming: Incoming) => Promise<Answer>;
}

export function backOfficeRoutes(books: Books, desk: EffectDesk): readonly Route[] {
  const get = (path: string, operation: string, handle: Route['handle']): Route => {
    return { method: 'GET', path: path.split('/'), operation, effect: false, handle };
  };
  const post = (
    path: string,
    operation: string,
    kind: EffectKind,
    input: (incoming: Incoming) => JsonObject,
  ): Route => {
    const handle: Route['handle'] = (incoming) => desk.run({ kind, ...incoming, input: input(incoming) });
    return { method: 'POST', path: path.split('/'), operation, effect: true, handle };
  };
  return [
    get('orders/:', 'boutique.order', ({ id, sender }) => lookUpOrder(books, id, sender)),
    get('customers/:', 'boutique.customer', ({ id, sender }) => lookUpCustomer(books, id, sender)),
    get('customers/:/balance', 'comptabilite.balance', ({ id, sender }) => lookUpBalance(books, id, sender)),
    get('stock/:', 'boutique.stock', ({ id }) => lookUpStock(books, id)),
    post('shipments', 'boutique.reship', 'reship', ({ body }) => body),
    post('shipments/:/cancel', 'boutique.cancelReship', 'cancel', ({ id }) => ({ shipment: id })),
    post('refunds', 'comptabilite.refund', 'refund', ({ body }) => body),
    get('keys/:', 'comptabilite.effect', ({ id }) => effectOf(books, id)),
    get('orders', '/orders', () => listOrders(books)),
    get('refunds', '/refunds', () => listRefunds(books)),
    get('shipments', '/shipments', () => listShipments(books)),
    get('bookings', '/bookings', () => listBookings(books)),
  ];
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
