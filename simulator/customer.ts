import type { Window } from '../src/core/seam';
import { archiveOf } from './archive';
import type { Source } from './catalogue';
import { json, type Outgoing } from './exchange';
import { INPUTS } from './inputs';
import { channelsAt, isConnected, liveViewers } from './liveNow';

/** Stands for the host `customer-<code>.cloudflarestream.com`, which asks for no token. */
export const CUSTOMER_CODE = 'f33zs165nr7gyfy4';
export const CUSTOMER_PATH = `/customer/${CUSTOMER_CODE}`;

const PATH = new RegExp(`^${CUSTOMER_PATH}/([^/]+)/(views|lifecycle|thumbnails/thumbnail\\.jpg)$`);

export interface CustomerCall {
  readonly call: 'views' | 'lifecycle' | 'thumbnails/thumbnail.jpg';
  /** Of a live input or a video. */
  readonly id: string;
}

/** Which call of the customer's host a path is; undefined for any other path. */
export function customerCall(path: string): CustomerCall | undefined {
  const [, id, call] = PATH.exec(path) ?? [];
  return id === undefined ? undefined : { call: call as CustomerCall['call'], id };
}

/** Source: developers.cloudflare.com/stream/getting-analytics/live-viewer-count. */
export function answerCustomer(
  { call, id }: CustomerCall,
  source: Source,
  now: number,
  quiet: readonly Window[]
): Outgoing {
  const { catalogue } = archiveOf(source);
  const input = catalogue.inputs.indexOf(id);
  const video = catalogue.uids.indexOf(id);
  if (input < 0 && video < 0) {
    return { status: 404, body: 'Not Found', type: 'text/plain' };
  }
  if (call === 'thumbnails/thumbnail.jpg') {
    return { status: 200, body: pictureOf(id), type: 'image/svg+xml' };
  }
  if (call === 'views') {
    const isHidden = input >= 0 && INPUTS[input].hidesViewers;
    const watched = input < 0 ? new Set([video]) : channelsAt(source, input, now);
    return json(200, isHidden ? {} : { liveViewers: liveViewers(source, watched, now, quiet) });
  }
  const live = input >= 0 && isConnected(source, input, now);
  const channel = catalogue.inputOf.indexOf(input + 1);
  const videoUID = input < 0 ? id : live && channel >= 0 ? catalogue.uids[channel] : null;
  return json(200, { isInput: input >= 0, videoUID, live });
}

/** A picture in the colours of an ID. Those of the API are JPEG. */
function pictureOf(id: string): string {
  const hue = Number.parseInt(id.slice(0, 4), 16) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90" viewBox="0 0 16 9">
<rect width="16" height="9" fill="hsl(${hue}, 45%, 35%)"/><path d="M0 9L5 4l3 3 3-4 5 6z" fill="hsl(${hue}, 40%, 55%)"/>
<path d="M6.5 2.5v4l3.5-2z" fill="#fff" fill-opacity=".85"/></svg>`;
}
