/** Whether the server can be reached: what the live stream and every call say of it. */

export type ConnectionState = 'starting' | 'live' | 'lost';

type Listener = () => void;

/** A state that can be watched (for `useSyncExternalStore`). */
function watchConnection() {
  let state: ConnectionState = 'starting';
  const listeners = new Set<Listener>();
  const change = (next: ConnectionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    read: (): ConnectionState => state,
    watch(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answered: (): void => change('live'),
    failed: (): void => change('lost'),
  };
}

export const connection = watchConnection();
