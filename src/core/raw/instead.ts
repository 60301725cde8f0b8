import { didYouMean } from 'graphql/jsutils/didYouMean';
import { suggestionList } from 'graphql/jsutils/suggestionList';

/** What might have been meant by a name that does not exist: the nearest ones, or all that there are. */
export function instead(name: string, names: readonly string[]): string {
  const near = suggestionList(name, names);
  return near.length > 0 ? didYouMean(near).trim() : `Possible are ${names.join(', ')}.`;
}
