import { bytewise } from './bytewise';

it('orders a text beyond the basic plane last, where JavaScript does not', () => {
  expect(['𝄞', '～', 'a', ''].sort(bytewise)).toEqual(['', 'a', '～', '𝄞']);
});
