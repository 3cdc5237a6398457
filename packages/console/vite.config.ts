/** How the web application is built: hashed files, nothing from elsewhere, no inline script. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const API = 'http://127.0.0.1:8080';

// biome-ignore lint/style/noDefaultExport: this is how vite reads its settings
export default defineConfig({
  root: new URL('app/', import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    assetsDir: 'static',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/api': API } },
});
