// Package core hosts the core, the same bundle that browsers run (src/core), in a JavaScript engine. It decides nothing:
// what to ask, when to stop and how to say it is the core's.
//
//	machine    one engine with the bundle loaded; one goroutine at a time
//	execution  one query being answered; it holds a machine from begin to result
//	answer     whatever answers one ask: the gateway
package core
