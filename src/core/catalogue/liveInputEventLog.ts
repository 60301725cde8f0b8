import type { Dataset } from './dataset';
import { INGEST_DIMENSIONS, liveInputEvents } from './liveInputEvents';
import { times } from './times';

/** What happens on live inputs, one row an event. */
export const liveInputEventLog: Dataset = {
  name: 'liveInputEventsAdaptive',
  label: 'Live input events',
  description:
    'What happens on live inputs, event by event: as logs, or as rows of a table. Where events are many, Cloudflare may keep a sample of them.',
  events: { countedBy: liveInputEvents.name },
  metrics: [],
  dimensions: [
    ...INGEST_DIMENSIONS,
    { name: 'eventDescription', type: 'string', label: 'Description', description: 'The event in words.' },
    { name: 'coloCode', type: 'string', label: 'Data centre', description: 'Where the live input was ingested.' },
  ],
  buckets: [],
  times: times([]),
};
