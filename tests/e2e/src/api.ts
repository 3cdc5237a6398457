/** The product's HTTP API and the demo back office, as a program outside sees them. */
import type { ListedCase, ListedReview, TimelineEntry } from '@facteur/human-handoff';

/** An answer with its JSON body. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly type: string;
  readonly body: T;
}

/** A case with its timeline and reviews. */
export type Case = ListedCase & {
  readonly timeline: readonly (TimelineEntry & { readonly data: Readonly<Record<string, unknown>> })[];
  readonly reviews: readonly ListedReview[];
};

/** A booked refund. */
export interface Refund {
  readonly refund: string;
  readonly order: string;
  readonly customer: string;
  readonly amount: { readonly minor: number; readonly currency: string };
}

/** What an advisor decides. */
export type Decision =
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'intent'; readonly intent: string }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'close'; readonly outcome: string };

/** How far behind the product is. */
export interface Status {
  readonly lag: Readonly<Record<string, number>>;
  readonly isBusy: boolean;
  readonly deadLetters: number;
}

/** One call, answered whatever the status. */
export async function call<T>(url: string, path: string, init: RequestInit = {}): Promise<Answer<T>> {
  const response = await fetch(new URL(path, url), init);
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: (type.includes('json') ? JSON.parse(text) : text) as T };
}

/** The API with the administrator's token. */
export function openApi(http: string, token: string) {
  const authorization = `Bearer ${token}`;
  const get = <T>(path: string): Promise<Answer<T>> => call<T>(http, path, { headers: { authorization } });
  const post = <T>(path: string, body: object | Buffer): Promise<Answer<T>> =>
    call<T>(http, path, {
      method: 'POST',
      headers: { authorization, 'content-type': Buffer.isBuffer(body) ? 'message/rfc822' : 'application/json' },
      body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
    });
  const allPages = async <T>(path: string, field: string): Promise<T[]> => {
    const items: T[] = [];
    for (let after = ''; ; ) {
      const { body } = await get<Record<string, T[]> & { cursor?: string }>(`${path}?limit=200${after}`);
      items.push(...(body[field] ?? []));
      if (body.cursor === undefined) return items;
      after = `&after=${encodeURIComponent(body.cursor)}`;
    }
  };
  return {
    get,
    post,
    status: async () => (await get<Status>('/api/v1/status')).body,
    cases: () => allPages<ListedCase>('/api/v1/cases', 'cases'),
    case: async (number: string) => (await get<Case>(`/api/v1/cases/${number}`)).body,
    reviews: () => allPages<ListedReview>('/api/v1/reviews', 'reviews'),
    decide: (reviewId: string, decision: Decision) =>
      post(`/api/v1/reviews/${encodeURIComponent(reviewId)}/decide`, { advisor: { id: 'lea', name: 'Léa' }, decision }),
  };
}

/** Every refund in the books at `backOffice`. */
export async function listRefunds(backOffice: string): Promise<readonly Refund[]> {
  return (await call<{ refunds: readonly Refund[] }>(backOffice, '/refunds')).body.refunds;
}

/** A parcel that was sent again. */
export interface Shipment {
  readonly shipment: string;
  readonly order: string;
  readonly cancelled: boolean;
}

/** Every reshipment in the books at `backOffice`. */
export async function listShipments(backOffice: string): Promise<readonly Shipment[]> {
  return (await call<{ shipments: readonly Shipment[] }>(backOffice, '/shipments')).body.shipments;
}
