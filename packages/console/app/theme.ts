/** Mantine's settings. Its variables come from style sheets alone, so that the page needs no inline style element. */
import { createTheme, defaultVariantColorsResolver, type MantineThemeOverride } from '@mantine/core';

/** Locking the page’s scroll would inject a style element, which the security policy forbids. */
const unlocked = { defaultProps: { lockScroll: false } };

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // The accent is light on dark grounds: what stands on it is not always white.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--on-accent)' } : colors;
  },
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: unlocked,
    Button: { defaultProps: { size: 'compact-md' } },
    Checkbox: { defaultProps: { iconColor: 'var(--on-accent)' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { shadow: 'md' } } },
  },
});
