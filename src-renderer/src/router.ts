import { createRouter, createWebHashHistory } from 'vue-router';
import { lazily } from './transport/lazily.ts';

/** Screens by path; what is open in the drawer is part of the path, so that Back closes it. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    // Where to go on is known once the case is: App.vue decides.
    { path: '/', component: { render: () => null } },
    { path: '/cases', component: lazily(() => import('./views/cases/CasesView.vue')) },
    { path: '/overview', component: lazily(() => import('./views/overview/OverviewView.vue')), meta: { needsCase: true } },
    { path: '/users', component: lazily(() => import('./views/users/UsersView.vue')), meta: { needsCase: true } },
    { path: '/evidence/:exhibit?/:part(skips)?', component: lazily(() => import('./views/evidence/EvidenceView.vue')), meta: { needsCase: true } },
    { path: '/events/:event(\\d+)?', component: lazily(() => import('./views/events/EventsView.vue')), meta: { needsCase: true } },
    { path: '/findings/:finding?/:event(\\d+)?', component: lazily(() => import('./views/findings/FindingsView.vue')), meta: { needsCase: true } },
    { path: '/hunts/:rule/:variant/table/:row([0-9a-f]{32})?', component: lazily(() => import('./views/hunts/TableView.vue')), meta: { needsCase: true } },
    { path: '/hunts/:rule?/:variant?', component: lazily(() => import('./views/hunts/HuntsView.vue')), meta: { needsCase: true } },
    { path: '/log/:seq(\\d+)?', component: lazily(() => import('./views/log/LogView.vue')), meta: { needsCase: true } },
    { path: '/report', component: lazily(() => import('./views/report/ReportView.vue')), meta: { needsCase: true } },
    { path: '/users/:user', component: lazily(() => import('./views/user/UserView.vue')), meta: { needsCase: true } },
    { path: '/settings/:section?', component: lazily(() => import('./views/settings/SettingsView.vue')) },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});
