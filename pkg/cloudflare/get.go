package cloudflare

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/go-json-experiment/json/jsontext"
)

// Call is one call over REST.
type Call struct {
	// Public is the base of a public host, which must not see the token; empty for the API itself.
	Public string
	// Path is below the base.
	Path  string
	Query url.Values
	// Rows are the keys that lead to the list of rows, or to an object that is the only row.
	Rows   []string
	Fields []Field
}

// Get makes a call.
func (c *Client) Get(ctx context.Context, call Call) (*Table, *Refusal) {
	base := c.base
	if call.Public != "" {
		base = call.Public
	}
	address := base + call.Path
	if len(call.Query) > 0 {
		address += "?" + call.Query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, Refusef(Refused, "The address is no URL.")
	}
	if call.Public == "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	var table *Table
	refusal := c.exchange(request, call.Path, func(response *http.Response) (refusal *Refusal) {
		table, refusal = DecodeRows(response.Body, call.Rows, call.Fields)
		if refusal == nil && response.StatusCode != http.StatusOK { // A public host has no list of errors to say so.
			refusal = &Refusal{Kind: Answer}
		}
		return refusal
	})
	if refusal != nil {
		return nil, refusal
	}
	return table, nil
}

// DecodeRows turns the rows of an answer over REST into a table. Of each row it keeps the fields that are given and
// nothing else. Exactly one of its results is not nil.
func DecodeRows(body io.Reader, way []string, fields []Field) (*Table, *Refusal) {
	from := &source{body: body, left: maxBytes}
	found, seen := newRows(fields), envelope{node: len(way) == 0}
	if refusal := from.decode(func(d *jsontext.Decoder) error {
		if len(way) == 0 {
			return found.row(d)
		}
		return seen.readRest(d, way, found)
	}); refusal != nil {
		return nil, refusal
	}
	switch {
	case len(seen.errors) > 0, seen.failed:
		return nil, &Refusal{Kind: Answer, Errors: seen.errors}
	case !seen.node:
		return nil, Refusef(Malformed, "The answer has neither %q nor errors.", way[len(way)-1])
	}
	return found.table(), nil
}

// readRest reads an answer around its rows, whose members may come in any order.
func (e *envelope) readRest(d *jsontext.Decoder, way []string, found *rows) error {
	return members(d, "answer", func(name string) error {
		if name == way[0] {
			return e.follow(d, way, found)
		}
		return e.outcome(d, name)
	})
}

// follow goes on to the rows from the value of way's first key. Null, at any step, has none.
func (e *envelope) follow(d *jsontext.Decoder, way []string, found *rows) error {
	switch {
	case d.PeekKind() == 'n':
		return d.SkipValue()
	case len(way) > 1:
		return members(d, way[0], func(name string) error {
			if name != way[1] {
				return d.SkipValue()
			}
			return e.follow(d, way[1:], found)
		})
	}
	e.node = true
	if d.PeekKind() == '{' {
		return found.row(d)
	}
	return found.read(d)
}
