/** The order of the API's strings: by their UTF-8 bytes. JavaScript's own differs beyond the basic plane. */
export const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
