import { classify, failureRules } from '../../src/core/classify';
import type { Refusal } from '../../src/core/seam';
import table from './refusals.json';

/** Go reads the same table against the rules that the core emits: pkg/gateway/policy_test.go. */
test('every refusal has its class', () => {
  for (const { class: expected, again, stale = false, refusal } of table) {
    const { class: kind, message } = classify(refusal as Refusal);
    expect({ refusal, kind }).toEqual({ refusal, kind: expected });
    expect(message).toMatch(/^[A-Z].*[^ ]$/);
    expect(failureRules()).toContainEqual(expect.objectContaining({ class: kind, again, stale }));
  }
});
