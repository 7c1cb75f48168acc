import { createRouter, createWebHashHistory } from 'vue-router';

/** Screens by path; what is open in the drawer is part of the path, so that Back closes it. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    // Where to go on is known once the case is: App.vue decides.
    { path: '/', component: { render: () => null } },
    { path: '/cases', component: () => import('./views/cases/CasesView.vue') },
    { path: '/overview', component: () => import('./views/overview/OverviewView.vue'), meta: { needsCase: true } },
    { path: '/users', component: () => import('./views/users/UsersView.vue'), meta: { needsCase: true } },
    { path: '/evidence/:exhibit?/:part(skips)?', component: () => import('./views/evidence/EvidenceView.vue'), meta: { needsCase: true } },
    { path: '/events/:event(\\d+)?', component: () => import('./views/events/EventsView.vue'), meta: { needsCase: true } },
    { path: '/findings/:finding?/:event(\\d+)?', component: () => import('./views/findings/FindingsView.vue'), meta: { needsCase: true } },
    { path: '/hunts/:rule/:variant/table/:row([0-9a-f]{32})?', component: () => import('./views/hunts/TableView.vue'), meta: { needsCase: true } },
    { path: '/hunts/:rule?/:variant?', component: () => import('./views/hunts/HuntsView.vue'), meta: { needsCase: true } },
    { path: '/log/:seq(\\d+)?', component: () => import('./views/log/LogView.vue'), meta: { needsCase: true } },
    { path: '/report', component: () => import('./views/report/ReportView.vue'), meta: { needsCase: true } },
    { path: '/users/:user', component: () => import('./views/user/UserView.vue'), meta: { needsCase: true } },
    { path: '/settings/:section?', component: () => import('./views/settings/SettingsView.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});
