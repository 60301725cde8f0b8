// Package gateway answers asks. It knows documents, tables and HTTP, and nothing of metrics.
//
//	ask         one question: a GraphQL document with one operation on one node, its variables
//	reply       the answer to one ask: a table, or a refusal
//	table       rows as columns: numbers as numbers, strings as a dictionary and codes (package cloudflare)
//	refusal     what was seen instead of rows; the core, not the gateway, says what it means
//	allow-list  the schema and the calls over REST that the core emits: what they do not hold is not sent
//	endpoint    one of these calls: its path, the parameters that it takes, the fields that are kept of its answer
//	plan        what the allow-list found out about one document: where its rows are and how they look
//	flight      one request upstream and all who wait for its answer
//	limits      what the API's settings node says of each dataset, passed on as it came
//
// An ask goes through the allow-list, which also puts the configured account in, then joins a flight or starts one. Of
// all flights only a few are in the air at once.
package gateway
