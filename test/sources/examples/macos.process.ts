import { deviceRow, endpointExec, esColumns, falcon, inStream, jamfExec, jamfSpawn, nxlogExec, osqueryRow, unixDevice } from '../macos-records.ts';

/** Events of an invented Mac that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  jamfSpawn(), jamfExec(), jamfExec({ return: { description: 'failure: Permission denied', error: 13, return_value: -1 } }), endpointExec(), nxlogExec(), osqueryRow(esColumns), falcon('Mac'),
  inStream(deviceRow({ ...unixDevice, FolderPath: '/Applications/Tools/curl' })),
  // Apple's own tool prints the same events; a process that was found running; what is no start.
  { ...endpointExec(), host: undefined, metadata: undefined, caid: undefined, uuid: undefined, event_type_name: undefined, schema_version: 1 },
  osqueryRow({ cmdline: '/Applications/Tool.app/Contents/MacOS/Tool', name: 'Tool', parent: '1', path: '/Applications/Tool.app/Contents/MacOS/Tool', pid: '900', start_time: '1777880000', uid: '502', username: 'jonas' }, { name: 'pack_halden_processes' }),
];
