// Package gateway answers asks. It knows documents, tables and HTTP, and nothing of metrics.
//
//	ask         one question: a GraphQL document with one operation on one node, its variables
//	reply       the answer to one ask: a table, or a refusal
//	table       rows as columns: numbers as numbers, strings as a dictionary and codes (package cloudflare)
//	refusal     what was seen instead of rows; the core, not the gateway, says what it means
//	allow-list  the schema and the calls over REST that the core emits: what they do not hold is not sent
//	endpoint    one of these calls: its path, the parameters that it takes, the fields that are kept of its answer
//	plan        what the allow-list found out about one document: where its rows are and how they look
//	ledger      what is remembered of answers, by signature and bucket: what is settled is asked once (ledger.go)
//	family      questions about the same events: what follows from the answer to one is not asked for another
//	flight      one question upstream and all who wait for its answer
//	batch       several questions that go in one request
//	habit       a question that is asked every so often: it goes along with a batch that has room
//	policy      what the core decides of refusals and budgets: emitted at build time as data, read here
//	budget      how many requests may be sent with one token in five minutes, by whom first, and whether none may be now
//	depletion   the API said that its rate limit is used up: a pause, then one request that tries
//	circuit     the API failed several times in a row: it is spared for a while, then one request that tries
//	lane        a budget and a circuit: GraphQL, REST, public hosts
//	limits      what the API's settings node says of each dataset, passed on as it came
//
// An ask goes through the allow-list, which also puts the configured account in. The ledger answers what it knows; what
// is missing joins a flight or starts one. Flights that begin at the same time are a batch, which waits for the budget's leave, is
// sent, and is sent again where the policy says that it may help and the caller has the time. Whoever would wait in vain is
// refused at once.
package gateway
