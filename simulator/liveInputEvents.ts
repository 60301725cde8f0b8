import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { placesIn } from './events';
import { COLOS, INGEST_EVENTS, RATIO_STEPS } from './ingestDay';

/** One event of a live input, as the raw dataset tells it, and the segments behind it. */
export interface LiveInputEvent {
  /** ms since the epoch, a whole second. Several events may share it. */
  readonly time: number;
  readonly inputId: string;
  readonly eventCode: string;
  readonly eventDescription: string;
  readonly coloCode: string;
  /** Absent where the event is no segment's. */
  readonly segments?: Segments;
}

/** The segments that one event stands for: those of a minute, all alike. */
export interface Segments {
  readonly count: number;
  readonly gopByteSize: number;
  /** ms */
  readonly gopDuration: number;
  /** ms */
  readonly gopUploadTime: number;
  readonly uploadDurationRatio: number;
}

/** Every event of a live input in `[from, to)`, one by one, in no order: as `viewings` is for viewings. */
export function* liveInputEvents(
  source: Source,
  window: Window,
  quiet: readonly Window[] = []
): Generator<LiveInputEvent> {
  const { catalogue, days } = archiveOf(source);
  for (const { columns, row, time } of placesIn(days.ingest(window), window, quiet)) {
    const { code, description } = INGEST_EVENTS[columns.event[row]];
    yield {
      time,
      inputId: catalogue.inputs[columns.input[row] - 1],
      eventCode: code,
      eventDescription: description,
      coloCode: COLOS[columns.colo[row]],
      segments:
        columns.segments[row] > 0
          ? {
              count: columns.segments[row],
              gopByteSize: columns.gopByteSize[row],
              gopDuration: columns.gopDuration[row],
              gopUploadTime: columns.gopUploadTime[row],
              uploadDurationRatio: columns.uploadDurationRatio[row] / RATIO_STEPS,
            }
          : undefined,
    };
  }
}
