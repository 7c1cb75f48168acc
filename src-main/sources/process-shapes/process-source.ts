import type { Dataset, EventDraft, EventFields, FieldName } from '../../contract/index.ts';
import type { MappingRow, Refusal, Source, SourceRecognition, SourceRecord } from '../source.ts';
import { accountOf, fileNameOf, hostOf } from './names.ts';
import type { ProcessSaid, ProcessShape, System } from './said.ts';

type ProcessDataset = Extract<Dataset, `${string}.process`>;
const none: SourceRecognition = { confidence: 0, reason: 'no start of a process' };

/** A source for the processes of one operating system, out of all the ways in which they are written down. */
export function processSource(system: System, title: string, version: number, shapes: readonly ProcessShape[], mapping: readonly MappingRow[]): Source {
  const dataset: ProcessDataset = `${system}.process`;
  const surest = (record: SourceRecord): { readonly shape: ProcessShape | null; readonly recognition: SourceRecognition } => {
    let best: { readonly shape: ProcessShape; readonly recognition: SourceRecognition } | null = null;
    for (const shape of shapes) {
      const recognition = shape.recognise(record);
      if (recognition.confidence === 0 || (recognition.system !== null && recognition.system !== system)) continue;
      if (recognition.confidence === 1) return { shape, recognition };
      if (best === null || recognition.confidence > best.recognition.confidence) best = { shape, recognition };
    }
    return best ?? { shape: null, recognition: none };
  };
  return {
    dataset, version, title, mapping,
    recognise: (record) => surest(record).recognition,
    map(record) {
      const { shape } = surest(record);
      if (shape === null) return { reason: 'source/invalid', detail: `no telemetry of ${title} writes such a record` };
      const said = shape.read(record);
      return isRefused(said) ? said : draftOf(dataset, shape.telemetry, said);
    },
  };
}

function isRefused(said: ProcessSaid | Refusal): said is Refusal {
  return 'reason' in said;
}

/** The one event shape. What tells two records of one vendor id apart is everything that was mapped. */
function draftOf(dataset: ProcessDataset, telemetry: string, said: ProcessSaid): EventDraft {
  const { process, parent, time } = said;
  const account = accountOf(said.user);
  const host = hostOf(said.host);
  const effective = said.effective === undefined ? undefined : accountOf(said.effective);
  const fields = {
    'event.action': said.action ?? 'process-started',
    'event.category': 'process',
    'event.outcome': said.outcome ?? 'success',
    'event.id': said.vendorId ?? undefined,
    'error.code': said.errorCode,
    'user.name': account.name,
    'user.domain': account.domain,
    'user.id': said.user.id,
    'user.type': said.user.type,
    'organization.id': said.organization,
    'user.effective.name': effective?.name,
    'user.effective.id': said.effective?.id,
    'host.name': host.name,
    'host.domain': host.domain,
    'host.id': said.host.id ?? host.name,
    'host.ip': said.host.ip,
    'logon.id': said.logonId,
    'process.command_line': process.commandLine,
    'process.executable': process.executable,
    'process.name': process.name ?? fileNameOf(process.executable),
    'process.working_directory': process.workingDirectory,
    'process.pid': process.pid,
    'process.entity_id': process.entityId,
    'process.hash.sha256': process.sha256?.toLowerCase(),
    'process.exit_code': process.exitCode,
    'process.parent.command_line': parent.commandLine,
    'process.parent.executable': parent.executable,
    'process.parent.name': parent.name ?? fileNameOf(parent.executable),
    'process.parent.pid': parent.pid,
    'process.parent.entity_id': parent.entityId,
    'process.telemetry': telemetry,
    ...said.own,
  } as EventFields;
  const { besides } = said;
  const told = JSON.stringify(besides === undefined ? fields : without(fields, besides));
  const draft: EventDraft = { dataset, time, vendorId: said.vendorId, identity: [time.ms, time.restNs, told], fields };
  return said.says === undefined ? draft : { ...draft, says: said.says };
}

/** A copy in which these fields say nothing: quicker than leaving them out while it is written down. */
function without(fields: EventFields, besides: readonly FieldName[]): EventFields {
  const kept: Partial<Record<FieldName, unknown>> = { ...fields };
  for (const name of besides) kept[name] = undefined;
  return kept as EventFields;
}
