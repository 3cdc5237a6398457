/** A customer's cases, by address or phone number. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError, get, query } from '../api/client.ts';
import type { CustomerCases } from '../api/write-types.ts';

export interface Who {
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

const NOBODY: CustomerCases = { cases: [] };

/** Asked for again with the desk's other lists. Whoever is not known has no cases. An address goes before a number. */
export function customerCasesQuery({ address, phone }: Who) {
  return queryOptions({
    queryKey: ['desk', 'customer', address ?? '', address === undefined ? (phone ?? '') : '', 'cases'],
    queryFn: async ({ signal }) => {
      const path =
        address !== undefined ? `/customers/${encodeURIComponent(address)}` : `/customers${query({ phone })}`;
      try {
        return await get<CustomerCases>(path, signal);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return NOBODY;
        throw error;
      }
    },
    enabled: address !== undefined || phone !== undefined,
    staleTime: 15_000,
  });
}
