import type { Source } from './catalogue';
import { archiveOf } from './archive';
import { CUSTOMER_PATH } from './customer';
import { gatewayError } from './gateway';
import { INPUTS } from './inputs';
import { library, type Video } from './library';
import { isConnected } from './liveNow';
import { hash } from './random';
import { troubleAt, type Trouble } from './troubles';

/** What one call of the REST API is about, once its token and account are known to be good. */
export interface RestRequest {
  readonly account: string;
  readonly source: Source;
  readonly search: URLSearchParams;
  /** Base of the customer's host, for the addresses of videos. */
  readonly base: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly troubles: readonly Trouble[];
}

export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Below an account's Stream, by the name that a call is counted under; the group is a uid. */
const STREAM_CALLS: ReadonlyArray<{
  readonly name: string;
  readonly path: RegExp;
  answer(request: RestRequest, uid: string): RestAnswer;
}> = [
  { name: 'liveInputs', path: /^\/live_inputs$/, answer: listInputs },
  { name: 'liveInput', path: /^\/live_inputs\/([^/]+)$/, answer: oneInput },
  { name: 'recordings', path: /^\/live_inputs\/([^/]+)\/videos$/, answer: recordings },
  { name: 'storageUsage', path: /^\/storage-usage$/, answer: storageUsage },
  { name: 'videos', path: /^\/?$/, answer: listVideos },
  { name: 'video', path: /^\/([^/]+)$/, answer: oneVideo },
];

export interface RestCall {
  readonly name: string;
  /** Whose videos and live inputs are asked for: this needs the permission Stream Read. Absent where none are. */
  readonly streamOf?: string;
  answer(request: RestRequest): RestAnswer;
}

/** Which call a path below the API's base is; undefined where there is no such call. */
export function restCall(path: string): RestCall | undefined {
  if (path === '/accounts') {
    return { name: 'accounts', answer: listAccounts };
  }
  const [, streamOf, below = ''] = /^\/accounts\/([^/]+)\/stream(\/.*)?$/.exec(path) ?? [];
  const call = streamOf === undefined ? undefined : STREAM_CALLS.find((one) => one.path.test(below));
  const uid = call?.path.exec(below)?.[1] ?? '';
  return call && { name: call.name, streamOf, answer: (request) => call.answer(request, uid) };
}

/** The API gives no more videos than this at once, and no page to go on from. */
const MOST_VIDEOS = 1000;

const good = (result: unknown, more: object = {}): RestAnswer => ({
  status: 200,
  body: { result, success: true, errors: [], messages: [], ...more },
});

function listAccounts({ account }: RestRequest): RestAnswer {
  const accounts = [{ id: account, name: 'Simulated account', type: 'standard' }];
  return good(accounts, { result_info: { page: 1, per_page: 20, count: 1, total_count: 1, total_pages: 1 } });
}

const NOT_FOUND = gatewayError(404, 10003, 'Not found');

const written = (time: number): string => new Date(time).toISOString();

function listVideos({ source, search, base, now }: RestRequest): RestAnswer {
  const tests = Object.entries(FILTERS).flatMap(([name, test]) => {
    const value = search.get(name);
    return value === null || value === '' ? [] : [(video: Video) => test(video, value)];
  });
  const matching = library(source, now).filter((video) => tests.every((test) => test(video)));
  const inOrder = search.get('asc') === 'true' ? matching : [...matching].reverse();
  const limit = Math.min(MOST_VIDEOS, Number(search.get('limit') ?? MOST_VIDEOS));
  const page = inOrder.slice(0, limit);
  const counts = { total: String(matching.length), range: String(page.length) };
  return good(
    page.map((video) => writtenVideo(video, base)),
    search.get('include_counts') === 'true' ? counts : {}
  );
}

/** Query parameters that choose videos. A video at the very moment of `after` is given: walking by it repeats some. */
const FILTERS: Readonly<Record<string, (video: Video, value: string) => boolean>> = {
  id: ({ uid }, value) => value.split(',').includes(uid),
  after: ({ created }, value) => created >= Date.parse(value),
  start: ({ created }, value) => created >= Date.parse(value),
  before: ({ created }, value) => created < Date.parse(value),
  end: ({ created }, value) => created < Date.parse(value),
  creator: ({ creator }, value) => creator === value,
  search: ({ name = '' }, value) => name.toLowerCase().includes(value.toLowerCase()),
  video_name: ({ name }, value) => name === value,
  status: ({ state }, value) => state === value,
  type: ({ liveInput }, value) => (liveInput === undefined ? 'vod' : 'live') === value,
};

function writtenVideo({ uid, name, creator, liveInput, created, state, duration, size }: Video, base: string): object {
  const at = `${base}${CUSTOMER_PATH}/${uid}`;
  const isReady = state === 'ready';
  return {
    uid,
    creator: creator ?? null,
    ...(liveInput !== undefined && { liveInput }),
    thumbnail: `${at}/thumbnails/thumbnail.jpg`,
    readyToStream: isReady,
    status: { state, ...(isReady && { pctComplete: '100.000000' }), errorReasonCode: '', errorReasonText: '' },
    meta: name === undefined ? {} : { name },
    created: written(created),
    modified: written(created + 90_000),
    uploaded: written(created),
    scheduledDeletion: null,
    size,
    preview: `${at}/watch`,
    requireSignedURLs: false,
    duration,
    input: isReady ? { width: 1920, height: 1080 } : { width: -1, height: -1 },
    playback: { hls: `${at}/manifest/video.m3u8`, dash: `${at}/manifest/video.mpd` },
  };
}

function oneVideo({ source, base, now }: RestRequest, uid: string): RestAnswer {
  const video = library(source, now).find((one) => one.uid === uid);
  return video ? good(writtenVideo(video, base)) : NOT_FOUND;
}

const INPUTS_CREATED = Date.parse('2024-02-01T08:00:00Z');

function writtenInput(uid: string, input: number): Record<string, unknown> {
  return {
    uid,
    created: written(INPUTS_CREATED + input * 86_400_000),
    modified: written(INPUTS_CREATED + input * 86_400_000),
    meta: { name: INPUTS[input].name },
    enabled: true,
    deleteRecordingAfterDays: null,
  };
}

function listInputs({ source, search }: RestRequest): RestAnswer {
  const liveInputs = archiveOf(source).catalogue.inputs.map(writtenInput);
  const count = String(liveInputs.length);
  return good({ liveInputs, ...(search.get('include_counts') === 'true' && { range: count, total: count }) });
}

/** As the API does, with the keys that anybody could stream with: nothing of this may be shown or kept. */
function oneInput({ source, now, troubles }: RestRequest, uid: string): RestAnswer {
  const input = archiveOf(source).catalogue.inputs.indexOf(uid);
  if (input < 0) {
    return NOT_FOUND;
  }
  const key = `secretStreamKey${hash(source.seed, 27, input).toString(16)}`;
  return good({
    ...writtenInput(uid, input),
    recording: {
      mode: 'automatic',
      timeoutSeconds: 0,
      requireSignedURLs: false,
      allowedOrigins: null,
      hideLiveViewerCount: INPUTS[input].hidesViewers,
    },
    rtmps: { url: 'rtmps://live.cloudflare.com:443/live/', streamKey: key },
    rtmpsPlayback: { url: 'rtmps://live.cloudflare.com:443/live/', streamKey: key },
    srt: { url: 'srt://live.cloudflare.com:778', streamId: uid, passphrase: key },
    srtPlayback: { url: 'srt://live.cloudflare.com:778', streamId: `play${uid}`, passphrase: key },
    webRTC: { url: `https://customer.cloudflarestream.com/${key}/webRTC/publish` },
    webRTCPlayback: { url: `https://customer.cloudflarestream.com/${uid}/webRTC/play` },
    status:
      isConnected(source, input, now) && !troubleAt(troubles, 'disconnected', now, uid)
        ? 'connected'
        : 'client_disconnect',
  });
}

function recordings({ source, base, now }: RestRequest, uid: string): RestAnswer {
  if (!archiveOf(source).catalogue.inputs.includes(uid)) {
    return NOT_FOUND;
  }
  const videos = library(source, now).filter(({ liveInput }) => liveInput === uid);
  return good([...videos].reverse().map((video) => writtenVideo(video, base)));
}

const STORAGE_LIMIT_MINUTES = 100_000;

function storageUsage({ source, search, now, troubles }: RestRequest): RestAnswer {
  const creator = search.get('creator') ?? '';
  const videos = library(source, now).filter((video) => creator === '' || video.creator === creator);
  const seconds = videos.reduce((sum, { duration }) => sum + Math.max(0, duration), 0);
  return good({
    creator,
    totalStorageMinutes: seconds / 60,
    totalStorageMinutesLimit: troubleAt(troubles, 'storage', now)?.value ?? STORAGE_LIMIT_MINUTES,
    videoCount: videos.length,
  });
}
