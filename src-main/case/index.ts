export { auditHead, auditPage } from './audit.ts';
export { packBlock, readPlace, storeBlocks, type StoredBlock } from './blocks.ts';
export { columnDictionaries, type StreamedDictionaries } from './column-dictionaries.ts';
export { packUuid, splitPath, unpackText } from './compact.ts';
export { contentDigest } from './content-digest.ts';
export { decide, decisionsOfFinding, type Decision } from './decisions.ts';
export { currentEnrichment, enrichmentOf, storeEnrichment, unenriched, type AgentFacts, type Enrichment, type EnrichmentKey, type IpFacts } from './enrichment.ts';
export type { EventBatch, SkipEntry } from './event-batch.ts';
export { eventDetail } from './event-detail.ts';
export { eventRows } from './event-rows.ts';
export { evidenceCard, evidenceCards, skipPage } from './evidence-cards.ts';
export {
  beginEvidence, beginMember, candidatesBySize, endEvidence, endMember, findEvidenceByHash, noteRepeatedEvidence, setAcquisition,
  type EvidenceBegun, type EvidenceEnd, type EvidenceStart, type MemberEnd, type MemberStart,
} from './evidence-log.ts';
export { ruleOfFinding, type FindingRule } from './finding-rule.ts';
export { findingEventsPage, findingLanes, findingRows, findingsJson, findingStored, type StoredFinding } from './findings.ts';
export { findingIdentity, frozenEvents } from './frozen.ts';
export type { AppVersions, CaseSession, ReadCase, WriteCase } from './handle.ts';
export { beginHunt, endHunt, storeFindings, type FindingChanges, type HuntedRule } from './hunts.ts';
export { forgetImportMemory } from './import-memory.ts';
export { inspectCase } from './inspect.ts';
export { lockHolder, type LockHolder } from './lock.ts';
export { closeCase, createCase, openCaseToRead, openCaseToWrite, type CaseFacts } from './open.ts';
export { noteReport } from './report-log.ts';
export { skipCounts, storedRules, type RanRule } from './report-facts.ts';
export { libraryVersion } from './library.ts';
export { lastRuns, ruleParameters, setRuleParameter, storeRules, type RuleFile, type RuleParameter } from './rules.ts';
export { assignSlots, networkLabel, slotsOf } from './slots.ts';
export { sealCase } from './seal.ts';
export { storeBatch, type BatchResult } from './store-batch.ts';
export { storeSkips } from './store-skips.ts';
export { streamColumns, type StreamedPage, type StreamOptions } from './stream-columns.ts';
export { caseSummary, eventCount, stateOf } from './summary.ts';
export { importTransaction, transaction } from './transaction.ts';
export { verifyCase } from './verify.ts';
export { promoteRow, viewPage, type ViewQuestion } from './view-rows.ts';
