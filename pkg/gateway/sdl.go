package gateway

import _ "embed"

// SDL is the schema of all that the core may ask, as the core emits it at build time.
//
//go:embed stream.graphql
var SDL string
