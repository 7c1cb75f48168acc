import './style/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.ts';
import { useApp } from './stores/app.ts';
import { useLook } from './stores/look.ts';
import { useNotices } from './stores/notices.ts';
import { useClient } from './transport/client.ts';
import { copyOverBridge, electronTransport } from './transport/electron.ts';
import { httpTransport } from './transport/http.ts';
import { NotLoaded } from './transport/lazily.ts';
import { allowOnlyEmptyMarkup } from './trusted.ts';
import { i18n } from './words/index.ts';

allowOnlyEmptyMarkup();
const page = createApp(App).use(createPinia()).use(i18n).use(router);
const app = useApp();

if (window.bilocate !== undefined) copyOverBridge(window.bilocate, navigator.clipboard);
useClient({
  transport: window.bilocate === undefined ? httpTransport() : electronTransport(window.bilocate),
  onTrouble: (trouble) => { app.trouble = trouble; },
  onTimed: (_name, ms) => { app.lastAnswerMs = ms; },
  now: () => performance.now(),
});
useLook().attach(document.documentElement, matchMedia('(prefers-color-scheme: dark)'));
router.onError((error, to) => { if (error instanceof NotLoaded) void app.missed(to.fullPath); });
// The screen says so; whoever asked for it needs no second word.
window.addEventListener('unhandledrejection', (event) => { if (event.reason instanceof NotLoaded) event.preventDefault(); });
page.config.errorHandler = (error) => {
  if (error instanceof NotLoaded) return void app.missed(router.currentRoute.value.fullPath);
  useNotices().put(error);
  // The stack is only here.
  reportError(error);
};
page.mount('#app');
