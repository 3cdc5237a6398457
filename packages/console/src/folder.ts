/** Where the built web application lies; whoever serves HTTP serves these files. */

/** `index.html` and the files that it names, under a folder that ends in `/`. Empty until `vite build` has run. */
export const consoleFolder: URL = new URL('../dist/app/', import.meta.url);
