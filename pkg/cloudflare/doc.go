// Package cloudflare speaks to Cloudflare's API and decodes what it says. It holds the token and lets it out to nobody
// but the API; it knows no metric, no dataset and no meaning of an error.
//
//	shape    the fields that a document selects of one row, with the kind of each leaf
//	table    the rows of one answer as columns: numbers as numbers, strings as a dictionary and codes
//	refusal  what was seen instead of rows, as the seam to the core has it (src/core/seam.ts); the core alone classes it
package cloudflare
