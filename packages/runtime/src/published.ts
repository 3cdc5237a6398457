/** Which events this process knows to be on the bus: lets the next write of a document drop them from its outbox. */

/** A bounded memory of event ids; forgetting one only means that it is published again and dropped downstream. */
export interface PublishedIds {
  has(id: string): boolean;
  add(id: string): void;
}

/** Keeps the last `capacity` to 2 × `capacity` ids. */
export function publishedIds(capacity = 20_000): PublishedIds {
  let recent = new Set<string>();
  let older = new Set<string>();
  return {
    has: (id) => recent.has(id) || older.has(id),
    add: (id) => {
      recent.add(id);
      if (recent.size < capacity) return;
      older = recent;
      recent = new Set();
    },
  };
}
