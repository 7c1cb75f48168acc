import { defineConfig } from 'electron-vite';
import vue from '@vitejs/plugin-vue';
import { resolve } from 'node:path';

const at = (path: string) => resolve(import.meta.dirname, path);

/** main keeps the shape of the source tree, so that a worker's path differs only in its extension (docs/decisions/0003). */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          'electron/main': at('src-main/electron/main.ts'),
          'host/cli': at('src-main/host/cli.ts'),
          'jobs/keeper.entry': at('src-main/jobs/keeper.entry.ts'),
          'jobs/reader.entry': at('src-main/jobs/reader.entry.ts'),
          'jobs/parser.thread': at('src-main/jobs/parser.thread.ts'),
          'jobs/enrich.thread': at('src-main/jobs/enrich.thread.ts'),
          'jobs/hunt.thread': at('src-main/jobs/hunt.thread.ts'),
          'jobs/build.thread': at('src-main/jobs/build.thread.ts'),
          'jobs/tune.thread': at('src-main/jobs/tune.thread.ts'),
          'jobs/watchdog.thread': at('src-main/jobs/watchdog.thread.ts'),
        },
        output: { preserveModules: true, preserveModulesRoot: 'src-main', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: { input: { preload: at('src-main/electron/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [vue()],
    resolve: { alias: { '@contract': at('src-main/contract'), '@charts': at('src-main/charts') } },
    build: { outDir: at('out/renderer'), emptyOutDir: true, minify: true, assetsInlineLimit: 0, rolldownOptions: { input: at('src-renderer/index.html') } },
  },
});
