import type { Dimension } from '../catalogue/dataset';
import type { Context } from '../seam';
import { namedBy, type Named } from './lookup';

/** A link of a field, as Grafana has it. */
export interface Link {
  readonly title: string;
  readonly url: string;
  readonly targetBlank: true;
}

/** The pages of videos and live inputs in Cloudflare's dashboard. The addresses are not documented; these are what it shows. */
const PAGES: Readonly<Record<Named, { readonly path: string; readonly title: string }>> = {
  video: { path: 'videos', title: 'Open video in Cloudflare' },
  liveInput: { path: 'inputs', title: 'Open live input in Cloudflare' },
};

/** Grafana's variable for another field of the same row. */
export const dataField = (name: string): string => `\${__data.fields["${name}"]}`;

/**
 * The links from an ID to its page; none without an account, or where nothing has that ID.
 *
 * @param id as it stands in an address: an ID, or a variable of Grafana in its place
 */
export function linksTo(of: Pick<Dimension, 'subject'>, id: string, settings: Context['settings']): Link[] {
  const what = namedBy(of);
  const account = settings?.accountId;
  if (what === undefined || id === '' || typeof account !== 'string' || account.trim() === '') {
    return [];
  }
  const { path, title } = PAGES[what];
  return [{ title, url: `https://dash.cloudflare.com/${account.trim()}/stream/${path}/${id}`, targetBlank: true }];
}
