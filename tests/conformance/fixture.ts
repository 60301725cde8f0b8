import fs from 'node:fs';
import path from 'node:path';
import type { Ask, Context, Reply, Result } from '../../src/core';

/**
 * One execution as it was recorded: what went into the core, what the API answered, and what came out. The browser's host
 * replays it in fixtures.test.ts, the backend's in fixtures_test.go; both must give the result byte for byte.
 */
export interface Fixture {
  readonly query: unknown;
  readonly context: Context;
  /** In the order of their ids. */
  readonly exchanges: readonly Exchange[];
  readonly result: Result;
}

export interface Exchange {
  readonly ask: Ask;
  /** Where a call over REST went. */
  readonly url?: string;
  /** The API's answer as it came. */
  readonly body: string;
  /** What the gateway made of it. */
  readonly reply: Reply;
}

export const FOLDER = path.join(__dirname, 'fixtures');

export const names = (): string[] => fs.readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

export const read = (name: string): Fixture => JSON.parse(fs.readFileSync(path.join(FOLDER, name), 'utf8'));
