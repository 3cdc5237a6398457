/** Opens the palette from anywhere, before its code has been loaded too. */
import { spotlight } from '@mantine/spotlight';

export function openPalette(): void {
  spotlight.open();
}
