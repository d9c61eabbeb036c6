import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** One file for the browser, named after what is in it, with the licences of all that it holds beside it. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    license: { fileName: 'licences.md' },
    rollupOptions: {
      input: 'src/index.tsx',
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'mapper.[hash].js' },
    },
  },
})
