import fs from 'node:fs';
import path from 'node:path';
import type { Context, Result } from '../../src/core';

/** What one version saved, and what its queries gave: a file a version, never written again. */
export interface Released {
  /** `jsonData` of data sources. */
  readonly settings: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly queries: readonly SavedQuery[];
}

export interface SavedQuery {
  readonly name: string;
  readonly query: unknown;
  readonly context: Context;
  /** In the order of the frames: their fields, in order. */
  readonly fields: ReadonlyArray<readonly SavedField[]>;
}

/** What dashboards, alert rules and transformations hold on to of a field. */
export interface SavedField {
  readonly name: string;
  readonly type: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: readonly unknown[];
}

export const fieldsOf = ({ frames }: Result): SavedField[][] =>
  frames.map(({ schema, data }) =>
    schema.fields.map(({ name, type, labels }, index) => ({
      name,
      type,
      ...(labels && { labels }),
      values: data.values[index],
    }))
  );

export const FOLDER = path.join(__dirname, 'released');

/** The data and the moment that the queries were recorded at, which are those of tests/conformance. */
export const SIMULATED = { seed: 11, videos: 5, account: '0123456789abcdef0123456789abcdef' };

export const releasedFiles = (): string[] => fs.readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

export const readReleased = (file: string): Released => JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8'));
