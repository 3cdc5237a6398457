/** HTTP as a program outside speaks it: the product's API and the back office's audit endpoints. */
import type { CaseFacts, DeadLetterFacts, RefundFacts } from '../audit/facts.ts';

/** How far behind the product is, as one of its processes says. */
export interface Status {
  readonly lag: Readonly<Record<string, number>>;
  readonly isBusy: boolean;
}

/** A process's API, with the administrator's token. Every call is given up after 30 s. @throws Error with the status of what is no success */
export interface Api {
  status(): Promise<Status>;
  /** Numbers of all cases. */
  caseNumbers(): Promise<readonly string[]>;
  case(number: string): Promise<CaseFacts>;
  deadLetters(): Promise<readonly DeadLetterFacts[]>;
  /** Hands over a mail; gives the number of its case. */
  handOver(raw: Buffer): Promise<string>;
}

const TIMEOUT_MS = 30_000;

export function openApi(url: string, token: string): Api {
  const authorization = `Bearer ${token}`;
  const get = <T>(path: string): Promise<T> => call<T>(url, path, { headers: { authorization } });
  return {
    status: () => get('/api/v1/status'),
    async caseNumbers() {
      const numbers: string[] = [];
      for (let after = ''; ; ) {
        const page = await get<{ cases: { number: string }[]; cursor?: string }>(`/api/v1/cases?limit=200${after}`);
        numbers.push(...page.cases.map(({ number }) => number));
        if (page.cursor === undefined) return [...new Set(numbers)];
        after = `&after=${encodeURIComponent(page.cursor)}`;
      }
    },
    case: (number) => get(`/api/v1/cases/${number}`),
    deadLetters: async () => (await get<{ deadLetters: DeadLetterFacts[] }>('/api/v1/dead-letters')).deadLetters,
    async handOver(raw) {
      const headers = { authorization, 'content-type': 'message/rfc822' };
      const body = new Uint8Array(raw);
      return (await call<{ caseNumber: string }>(url, '/api/v1/mail', { method: 'POST', headers, body })).caseNumber;
    },
  };
}

/** Cases with a mail that waits, for an answer or for the mail server, as the metrics of a process tell; 0 where it sends none. */
export async function mailsWaiting(metrics: string): Promise<number> {
  const response = await fetch(metrics, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const counts = (await response.text()).matchAll(/^facteur_mail_waiting\{for="\w+"\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Every refund in the books at `backOffice`. */
export async function listRefunds(backOffice: string): Promise<readonly RefundFacts[]> {
  return (await call<{ refunds: readonly RefundFacts[] }>(backOffice, '/refunds')).refunds;
}

async function call<T>(url: string, path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return JSON.parse(text) as T;
}
