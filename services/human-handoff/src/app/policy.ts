/** What the console's page may load, and from where: its own files, and pictures that mails carry within themselves. */

const SOURCES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Sizes and colours on elements: those of mails, whose frame has this policy as well. No sheet but ours.
  'style-src-elem': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'connect-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  // Mails, in a frame that may run nothing.
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

export const APP_POLICY = Object.entries(SOURCES)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');
