import { adding } from './catalogue/adding';
import { failureRules } from './classify';

/** What the gateway must know of the core's decisions before it asks anything, as JSON: `policy` in pkg/gateway/policy.go. */
export const policy = (): string => JSON.stringify({ rules: failureRules(), datasets: adding() });
