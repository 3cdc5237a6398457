/** Something that is being written: without an id it is new. */
export type Unsaved<Item extends { readonly id: string }> = Omit<Item, 'id'> & { readonly id?: string };
