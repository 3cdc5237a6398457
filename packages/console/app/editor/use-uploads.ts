/** Files on their way to the server: how far each is, what went wrong, trying again. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import type { DraftFile } from '../api/write-types.ts';
import { actionPath } from '../case/use-case-action.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { MAX_BYTES } from './attachable.ts';
import { editorWords } from './editor-words.ts';
import { upload } from './upload.ts';

/** One file that is not attached yet. */
export interface Pending {
  readonly id: number;
  readonly file: File;
  /** 0…1. */
  readonly share: number;
  /** Why it did not arrive; absent while it is on its way. */
  readonly problem?: string;
  /** False: trying again cannot help. */
  readonly canRetry: boolean;
}

export interface Uploads {
  readonly pending: readonly Pending[];
  readonly add: (files: Iterable<File>) => void;
  readonly retry: (id: number) => void;
  readonly remove: (id: number) => void;
}

export function useUploads(number: string, onAttached: (file: DraftFile) => void): Uploads {
  const words = usePageWords(editorWords);
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const nextId = useRef(1);
  const attached = useRef(onAttached);
  attached.current = onAttached;
  useEffect(() => {
    const { current } = running;
    return () => {
      for (const controller of current.values()) controller.abort();
    };
  }, []);
  const change = useCallback((id: number, part: Partial<Pending>): void => {
    setPending((before) => before.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }, []);
  const drop = useCallback((id: number): void => {
    running.current.get(id)?.abort();
    running.current.delete(id);
    setPending((before) => before.filter((one) => one.id !== id));
  }, []);
  const begin = useCallback(
    async ({ id, file }: Pick<Pending, 'id' | 'file'>): Promise<void> => {
      const controller = new AbortController();
      running.current.set(id, controller);
      const path = `${actionPath(number, 'files')}?name=${encodeURIComponent(file.name)}`;
      try {
        const { file: kept } = await upload(path, file, (share) => change(id, { share }), controller.signal);
        drop(id);
        attached.current({ ref: { file: kept.id }, name: kept.name, type: kept.type, bytes: kept.bytes });
      } catch (error) {
        const told = error instanceof ApiError && error.status !== 0 ? error.message : '';
        change(id, { problem: told || words.notUploaded, canRetry: true });
      }
    },
    [number, change, drop, words],
  );
  const add = (files: Iterable<File>): void => {
    const added = [...files].map((file) => pendingOf(nextId.current++, file, words.tooLarge));
    setPending((before) => [...before, ...added]);
    for (const one of added) if (one.problem === undefined) void begin(one);
  };
  const retry = (id: number): void => {
    const found = pending.find((one) => one.id === id);
    if (!found) return;
    setPending((before) =>
      before.map((one) => (one.id === id ? { id, file: one.file, share: 0, canRetry: true } : one)),
    );
    void begin(found);
  };
  return { pending, add, retry, remove: drop };
}

function pendingOf(id: number, file: File, tooLarge: string): Pending {
  const isTooLarge = file.size > MAX_BYTES;
  return { id, file, share: 0, canRetry: !isTooLarge, ...(isTooLarge && { problem: tooLarge }) };
}
