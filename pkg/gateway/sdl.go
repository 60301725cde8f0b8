package gateway

import _ "embed"

// SDL is the schema of all that the core may ask, as the core emits it at build time.
//
//go:embed stream.graphql
var SDL string

// Endpoints lists the calls over REST that the core may ask for, as it emits them at build time.
//
//go:embed endpoints.json
var Endpoints string
