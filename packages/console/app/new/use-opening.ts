/** Opens a case once, however often it is asked for, and waits until it can be shown. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { post } from '../api/client.ts';
import { caseQuery } from '../api/queries.ts';
import type { Opened, Opening } from '../api/write-types.ts';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';

const POLL_MS = 400;
/** After this long the case is called late; it is waited for all the same. */
const LATE_MS = 10_000;

export interface UsedOpening {
  /** The same for every attempt of one form, so that a second click opens nothing twice. */
  readonly id: string;
  readonly open: (opening: Opening) => void;
  readonly isOpening: boolean;
  /** The case, once it is created. */
  readonly number: string | undefined;
  readonly isLate: boolean;
}

export function useOpening(): UsedOpening {
  const { words } = useSession();
  const [id] = useState(newId);
  const { mutate, isPending, data, variables } = useMutation({
    mutationFn: (opening: Opening) => post<Opened>('/openings', opening),
    onError: (error) => tellFailure(error, words),
  });
  const number = data?.caseNumber;
  const isLate = useShown(number, variables?.kind === 'mail');
  return { id, open: mutate, isOpening: isPending, number, isLate };
}

/** Goes to the case as soon as it is known; true when that takes long. */
function useShown(number: string | undefined, isToBeWritten: boolean): boolean {
  const navigate = useNavigate();
  const [isLate, setLate] = useState(false);
  const found = useQuery({
    ...caseQuery(number ?? ''),
    enabled: number !== undefined,
    retry: false,
    refetchInterval: ({ state }) => (state.data === undefined ? POLL_MS : false),
  });
  const isThere = number !== undefined && found.data !== undefined;
  useEffect(() => {
    if (number === undefined) return undefined;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [number]);
  useEffect(() => {
    if (!isThere) return;
    const to = { to: '/cases/$number', params: { number }, replace: true } as const;
    void navigate(isToBeWritten ? { ...to, hash: 'reply' } : to);
  }, [isThere, number, isToBeWritten, navigate]);
  return isLate;
}

/** 32 letters and digits. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
