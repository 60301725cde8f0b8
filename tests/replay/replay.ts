import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import type { Writable } from 'node:stream';
import type { Simulation } from '../../simulator/simulation';

/**
 * Hours of dashboards in seconds: the plugin's own code and the simulated API in one time that is nobody's clock. It stands still
 * while anything is worked out, and then goes on to when something is due.
 *
 *   host          the process that runs the plugin (host_test.go); it has the time
 *   conversation  what one viewer or alert rule does: calls of Grafana's, one after another, each once the one before it is answered
 *   upstream      requests for the API, answered by a simulation; what is late there is late in that time
 */
export interface Replay {
  /** ms since the epoch. */
  now(): number;
  /** Begins a conversation at a time that has not passed. It gets the time that it then is. */
  at(time: number, conversation: (now: number) => Conversation): void;
  /** A new data source with these settings, as after they were saved. */
  configure(settings: Settings): void;
  /** The process ends and comes again: what it remembered is gone. Needs `configure`. */
  restart(): void;
  /** Lets time pass. What is due at `until` itself is not done yet. */
  pass(until: number): Promise<void>;
  /** Waits for open conversations and ends the host. Rejects where it failed. */
  end(): Promise<void>;
}

export interface Settings {
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, string>>;
}

export type Conversation = Generator<Call, void, Answer>;

/** One of Grafana's calls, and how long Grafana waits for it. */
export type Call = { readonly timeoutMs: number } & (
  | { readonly resource: { readonly method: string; readonly path: string; readonly body?: string } }
  | { readonly query: BackendQuery }
  | { readonly health: true }
);

export interface BackendQuery {
  readonly headers: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  readonly json: unknown;
}

/** What came of a call, and when. `body` is a resource's, `frames` a query's. */
export interface Answer {
  readonly at: number;
  readonly status?: number | string;
  readonly error?: string;
  readonly body?: unknown;
  readonly frames?: readonly unknown[];
  readonly details?: unknown;
}

/** A line of the host's. */
type Said = { readonly at: number } & (
  | { readonly is: 'time' }
  | { readonly is: 'turn'; readonly id: string; readonly answer: Omit<Answer, 'at'> | null }
  | {
      readonly is: 'upstream';
      readonly request: Readonly<Record<'method' | 'path' | 'search' | 'body', string>> & {
        readonly headers: Record<string, string>;
      };
    }
);

let built: string | undefined;

/** Gives the host's executable, which is built once in a process. */
export function buildHost(): string {
  if (built === undefined) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'replay-'));
    process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'host');
    execFileSync('go', ['test', '-c', '-tags', 'replay', '-o', file, './tests/replay']);
    built = file;
  }
  return built;
}

/**
 * @param simulate makes the API, given the clock to go by
 * @param from when it begins, ms since the epoch
 */
export async function startReplay(simulate: (now: () => number) => Simulation, from: number): Promise<Replay> {
  let time = from;
  let upstreamClock = from;
  const simulation = simulate(() => upstreamClock);
  const child = spawn(buildHost(), ['-test.run', 'TestHost', '-test.timeout', '30m'], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    readline.createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      tail.splice(0, tail.length - 60);
    });
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the host ended with ${code}\n${tail.join('\n')}`))
    );
  });
  ended.catch(() => {});

  const begins = new Map<string, (now: number) => Conversation>();
  const open = new Map<string, Conversation>();
  const order = { restart: false, settings: undefined as Settings | undefined, starts: [] as object[] };
  let count = 0;
  let arrived: () => void = () => {};
  const say = (line: unknown) => void (child.stdio[3] as Writable).write(`${JSON.stringify(line)}\n`);

  function hear(said: Said): void {
    time = said.at;
    switch (said.is) {
      case 'time':
        return arrived();
      case 'turn':
        return say({ call: turn(said.id, said.answer) });
      case 'upstream': {
        upstreamClock = said.at;
        const { search, ...request } = said.request;
        return say(simulation.answer({ ...request, search: new URLSearchParams(search) }));
      }
    }
  }

  function turn(id: string, answer: Omit<Answer, 'at'> | null): Call | undefined {
    const conversation = open.get(id) ?? begins.get(id)!(time);
    open.set(id, conversation);
    begins.delete(id);
    const { value, done } = answer === null ? conversation.next() : conversation.next({ ...answer, at: time });
    if (done) {
      open.delete(id);
    }
    return value ?? undefined;
  }

  const failed = new Promise<never>((_, reject) => {
    readline.createInterface({ input: child.stdio[4] as NodeJS.ReadableStream }).on('line', (line) => {
      try {
        hear(JSON.parse(line) as Said);
      } catch (error) {
        child.kill('SIGKILL');
        reject(error);
      }
    });
    void ended.catch(reject);
  });
  failed.catch(() => {});
  const wait = () => Promise.race([new Promise<void>((resolve) => (arrived = resolve)), failed]);

  const replay: Replay = {
    now: () => time,
    at(at, conversation) {
      const id = String(count++);
      begins.set(id, conversation);
      order.starts.push({ id, at });
    },
    configure(settings) {
      order.settings = settings;
    },
    restart() {
      order.restart = true;
    },
    pass(until) {
      say({ ...order, until });
      Object.assign(order, { restart: false, settings: undefined, starts: [] });
      return wait();
    },
    async end() {
      say({ until: 0 });
      await Promise.race([ended, failed]);
    },
  };
  await wait();
  await replay.pass(from);
  return replay;
}
