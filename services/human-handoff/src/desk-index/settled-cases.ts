/** Cases of which everything was read, in which version: while they stay in it, they need not be opened again. */

/** Those that a look back of some minutes may come upon. */
export interface SettledCases {
  add(number: string, version: number): void;
  has(this: void, number: string, version: number): boolean;
  /** Forgets those that were neither added nor asked for since the last time but one. */
  forgetUnseen(): void;
}

export function openSettledCases(): SettledCases {
  let seen = new Map<string, number>();
  let before = new Map<string, number>();
  return {
    add: (number, version) => {
      seen.set(number, version);
    },
    has(number, version) {
      if ((seen.get(number) ?? before.get(number)) !== version) return false;
      seen.set(number, version);
      return true;
    },
    forgetUnseen() {
      before = seen;
      seen = new Map();
    },
  };
}
