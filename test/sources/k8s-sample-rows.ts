import type { SampleRow } from '../help/sample-tables.ts';

/** The samples of Kubernetes, counted with plain JSON.parse. Records of the tests of rules have one id on several contents: those are kept, as conflicts. */
export const rows: readonly SampleRow[] = [
  // Event objects of a cluster: the kind is that of an audit event, the apiVersion is not.
  { file: 'criblpacks__cribl-kubernetes__k8s_EVENTS_not_audit_9jmmsP.json', shape: 'json-array', dataset: null, records: 100, events: 0, duplicates: 0, folded: 0, skips: { 'k8s.audit/cluster-event': 100 } },
  { file: 'elastic__integrations__aks_gke_test-audit.subset.log', shape: 'json-lines', dataset: 'k8s.audit', records: 3, events: 3, duplicates: 0, folded: 0, skips: {} },
  { file: 'elastic__integrations__aks_test-kube-audit.log', shape: 'json-object', dataset: 'k8s.audit', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  // One line is no audit event on purpose.
  { file: 'falcosecurity__falco__k8s_audit_traces.jsonl', shape: 'json-lines', dataset: 'k8s.audit', records: 52, events: 51, duplicates: 0, folded: 0, skips: { 'source/unknown': 1 } },
  { file: 'liggitt__audit2rbac__demo.log', shape: 'json-lines', dataset: 'k8s.audit', records: 37, events: 37, duplicates: 0, folded: 0, skips: {} },
  { file: 'ocsf__examples__eks.raw', shape: 'json-object', dataset: 'k8s.audit', records: 1, events: 1, duplicates: 0, folded: 0, skips: {} },
  // A watch that had started, and its end; two records that differ in what the lake wrote beside them; six without a verb.
  { file: 'panther-labs__panther-analysis__Amazon_EKS_Audit_eks_rules.jsonl', shape: 'json-lines', dataset: 'k8s.audit', records: 20, events: 11, duplicates: 2, folded: 1, skips: { 'source/invalid': 6 } },
  { file: 'panther-labs__panther-analysis__Amazon_EKS_Audit_eks_rules.labels.jsonl', shape: 'json-lines', dataset: null, records: 20, events: 0, duplicates: 0, folded: 0, skips: { 'source/unknown': 20 } },
];
