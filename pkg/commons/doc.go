// Package commons is what several Grafana servers have in common: a Redis or Valkey, which may be away at any time.
//
//	store  the connection to it: whoever uses it never waits for long, and gets on without it
//	away   said of a store that did not answer: it is left alone for a while, then looked for
package commons
