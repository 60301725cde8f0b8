import { classify } from '../classify';
import { failure, type Failure } from '../failure';
import type { Refusal } from '../seam';

export const STREAM_READ = 'Account · Stream · Read';

/** What a refusal of the REST API means. It says the same of a wrong token as of one that lacks the permission. */
export function classifyRest(refusal: Refusal): Failure {
  const found = classify(refusal);
  return found.class === 'permission'
    ? failure(
        'permission',
        `Cloudflare does not let this token read the account's videos and live inputs: it lacks the permission ${STREAM_READ}, which analytics do not need, or it or the account ID is wrong.`
      )
    : found;
}
