import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    outDir: 'dist',
    // Phones that villagers still use: Android 7 with its last WebView, iOS 14.
    target: ['chrome87', 'safari14', 'firefox78'],
    // The page's Content-Security-Policy is for files; nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // For working on the page: `npx vite bot/web/chat` beside a running `npm start`.
  server: { proxy: { '/api': 'http://127.0.0.1:12348' } },
});
