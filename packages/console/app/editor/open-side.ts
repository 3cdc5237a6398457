/** How the reply editor asks for the dialogue of a side conversation, which the case page mounts: an expert is never written to from here. */
import { createContext, useContext } from 'react';
import type { FileRef } from '../api/case-types.ts';

/** What the dialogue begins with. */
export interface SideStart {
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly FileRef[];
}

export type OpenSide = (start: SideStart) => void;

/** Given by the case page: `<OpenSideContext value={open}>` around the editor. Undefined: nothing can be forwarded here. */
export const OpenSideContext = createContext<OpenSide | undefined>(undefined);

export function useOpenSide(): OpenSide | undefined {
  return useContext(OpenSideContext);
}
