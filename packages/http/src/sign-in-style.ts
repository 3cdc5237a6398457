/** The style of the pages for those who are not in yet: served by every process, whether it has the console or not. */

/** CSS; light and dark, texts with a contrast of at least 4.5. */
export const SIGN_IN_STYLE = `:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --surface: #ffffff; --line: #6b7684; --ink: #17202b; --quiet: #55606e;
  --accent: #1d5c63; --on-accent: #ffffff; --red: #9b1c1c; --red-soft: #fce8e8;
  font: 16px / 1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11161c; --surface: #1a2129; --line: #8793a1; --ink: #e7ecf1; --quiet: #a3afbc;
    --accent: #7fc8cf; --on-accent: #0d2427; --red: #ffb4ab; --red-soft: #442020;
  }
}
body { margin: 0; background: var(--ground); color: var(--ink); }
main { box-sizing: border-box; max-width: 27rem; margin: 12vh auto 2rem; padding: 2rem; background: var(--surface); border-radius: 12px; }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
.hint { margin: 0; color: var(--quiet); font-size: 0.9rem; }
input { box-sizing: border-box; width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0.4rem 0.7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--ink); font: inherit; }
input[aria-invalid] { border-color: var(--red); }
button { min-height: 2.75rem; margin-top: 1.5rem; padding: 0.4rem 1.2rem; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
details { margin-top: 1.5rem; color: var(--quiet); }
a { color: var(--accent); }
.problem { margin: 0.5rem 0; padding: 0.6rem 0.8rem; border-radius: 8px; background: var(--red-soft); color: var(--red); }
`;
