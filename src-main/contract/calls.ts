import type { z } from 'zod';
import type { Call } from './call.ts';
import { appCalls } from './calls/app.ts';
import { caseCalls } from './calls/case.ts';
import { eventCalls } from './calls/events.ts';
import { findingCalls } from './calls/findings.ts';
import { huntCalls } from './calls/hunts.ts';
import { identityCalls } from './calls/identity.ts';
import { referenceCalls } from './calls/reference.ts';
import { mappingCalls } from './calls/mappings.ts';
import { reportCalls } from './calls/report.ts';
import { userCalls } from './calls/users.ts';

export type { EvidenceChoice, EvidencePage } from './calls/case.ts';
export type { MappingCard, MappingFill, MappingList, MappingPreview, MappingProblem, MappingRefusal } from './calls/mappings.ts';
export type { Page, Started } from './calls/common.ts';
export type { DecisionStep, DecisionSteps } from './calls/findings.ts';
export type { Noted } from './calls/identity.ts';
export type { FilterProblem, NotedHunt, ViewPage } from './calls/hunts.ts';
export type { ReferencePage } from './calls/reference.ts';
export type { Hit } from './calls/users.ts';

/** Every question that the renderer may ask. Nothing else is answered. */
export const calls = { ...appCalls, ...caseCalls, ...huntCalls, ...findingCalls, ...eventCalls, ...userCalls, ...identityCalls, ...referenceCalls, ...reportCalls, ...mappingCalls } as const;

export type CallName = keyof typeof calls;
export type InputOf<N extends CallName> = (typeof calls)[N] extends Call<infer I, unknown> ? I : never;
/** What a caller may send: defaults may be left out. */
export type AskOf<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type OutputOf<N extends CallName> = (typeof calls)[N] extends Call<unknown, infer O> ? O : never;
export const callNames = Object.keys(calls) as readonly CallName[];
