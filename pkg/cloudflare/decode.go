package cloudflare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// maxErrors bounds the entries of `errors` that are passed on; the first ones tell.
const maxErrors = 20

// Decode turns the rows of one answer into a table, reading the body once, to its end. Exactly one of its results is
// not nil. It never panics, whatever the body.
func Decode(body io.Reader, shape Shape) (*Table, *Refusal) {
	tables, refusal := DecodeAll(body, []Shape{shape})
	if refusal != nil {
		return nil, refusal
	}
	return tables[0], nil
}

// DecodeAll turns an answer into tables, one for each of several nodes under different names.
func DecodeAll(body io.Reader, shapes []Shape) ([]*Table, *Refusal) {
	nodes := make(map[string]reading, len(shapes))
	all := make([]*rows, len(shapes))
	for i, shape := range shapes {
		all[i] = newRows(shape.Row)
		nodes[shape.Node] = all[i].read
	}
	if refusal := decode(&source{body: body, left: maxBytes}, nodes); refusal != nil {
		return nil, refusal
	}
	tables := make([]*Table, len(all))
	for i, found := range all {
		tables[i] = found.table()
	}
	return tables, nil
}

// DecodeSettings reads an answer of the settings node: for each dataset its limits, as they came.
func DecodeSettings(body io.Reader) (map[string]json.RawMessage, *Refusal) {
	var settings map[string]json.RawMessage
	refusal := decode(&source{body: body, left: maxBytes}, map[string]reading{"settings": func(d *jsontext.Decoder) error {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := json.Unmarshal(value, &settings); err != nil {
			return wrongType("settings", "an object")
		}
		return nil
	}})
	if refusal != nil {
		return nil, refusal
	}
	return settings, nil
}

// reading takes the value that comes next.
type reading func(*jsontext.Decoder) error

// envelope is what an answer says around its rows.
type envelope struct {
	errors   []APIError
	failed   bool // REST's `"success": false`
	accounts int  // -1 if there is no list of accounts
	node     bool // REST's rows
}

// decode reads an answer and hands the values of the account's fields to those who read them, who are taken from the map.
// Members may come in any order.
func decode(from *source, nodes map[string]reading) *Refusal {
	seen := envelope{accounts: -1}
	if refusal := from.decode(func(d *jsontext.Decoder) error { return seen.read(d, nodes) }); refusal != nil {
		return refusal
	}
	switch {
	// Status 200 is no success here: "a 200 response can contain an error"
	// (developers.cloudflare.com/analytics/graphql-api/errors). Rows beside errors are part of an answer: no rows.
	case len(seen.errors) > 0, seen.failed:
		return &Refusal{Kind: Answer, Errors: seen.errors}
	case seen.accounts == 0:
		return &Refusal{Kind: Answer, NoAccount: true}
	}
	if left := slices.Sorted(maps.Keys(nodes)); len(left) > 0 {
		return Refusef(Malformed, "The answer has neither %q nor errors.", left[0])
	}
	return nil
}

// decode reads one JSON value, to the body's end.
func (s *source) decode(read func(*jsontext.Decoder) error) *Refusal {
	d := jsontext.NewDecoder(s)
	err := read(d)
	if err == nil {
		err = end(d)
	}
	if err == nil {
		return nil
	}
	if refusal := s.refusal(); refusal != nil {
		return refusal
	}
	if bytes.HasPrefix(bytes.TrimSpace(d.UnreadBuffer()), []byte("<")) {
		return Refusef(Malformed, "The answer is HTML or XML.")
	}
	return asRefusal(err)
}

func end(d *jsontext.Decoder) error {
	_, err := d.ReadToken()
	switch err {
	case io.EOF:
		return nil
	case nil:
		return malformed("There is something after the answer's end.")
	default:
		return err
	}
}

func (e *envelope) read(d *jsontext.Decoder, nodes map[string]reading) error {
	accountFields := func(name string) error {
		read := nodes[name]
		if read == nil || d.PeekKind() == 'n' {
			return d.SkipValue()
		}
		delete(nodes, name)
		return read(d)
	}
	viewerFields := func(name string) error {
		if name != "accounts" {
			return d.SkipValue()
		}
		e.accounts = 0
		return items(d, "accounts", func() error {
			if e.accounts++; e.accounts > 1 {
				return malformed("There is more than one account in the answer.")
			}
			return members(d, "account", accountFields)
		})
	}
	return members(d, "answer", func(name string) error {
		if name != "data" {
			return e.outcome(d, name)
		}
		return members(d, name, func(name string) error {
			if name != "viewer" {
				return d.SkipValue()
			}
			return members(d, name, viewerFields)
		})
	})
}

// outcome reads a member that stands beside the data.
func (e *envelope) outcome(d *jsontext.Decoder, name string) error {
	switch name {
	case "errors":
		return items(d, name, func() error { return e.readError(d) })
	case "success":
		value, err := d.ReadValue()
		e.failed = value.Kind() == 'f'
		return err
	default:
		return d.SkipValue()
	}
}

func (e *envelope) readError(d *jsontext.Decoder) error {
	value, err := d.ReadValue()
	if err == nil && len(e.errors) < maxErrors {
		e.errors = append(e.errors, apiError(value))
	}
	return err
}

// apiError reads an entry of `errors` leniently: a member of another type than expected is left out.
func apiError(value jsontext.Value) APIError {
	var entry struct {
		Message    any
		Code       any
		Path       any
		Extensions any
	}
	if json.Unmarshal(value, &entry) != nil {
		return APIError{Message: string(value)}
	}
	out := APIError{Code: scalar(entry.Code)}
	out.Message, _ = entry.Message.(string)
	if extensions, ok := entry.Extensions.(map[string]any); ok && out.Code == nil {
		out.Code = scalar(extensions["code"])
	}
	if path, ok := entry.Path.([]any); ok {
		for _, step := range path {
			if step = scalar(step); step != nil {
				out.Path = append(out.Path, step)
			}
		}
	}
	return out
}

func scalar(value any) any {
	switch value.(type) {
	case string, float64:
		return value
	}
	return nil
}

// members visits each member of the object that comes next; null has none. visit reads the member's value.
func members(d *jsontext.Decoder, what string, visit func(name string) error) error {
	if ok, err := enter(d, '{', what, "an object"); !ok {
		return err
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return err
		}
		if err := visit(name.String()); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// items visits each item of the array that comes next; null has none. visit reads the item.
func items(d *jsontext.Decoder, what string, visit func() error) error {
	if ok, err := enter(d, '[', what, "a list"); !ok {
		return err
	}
	for d.PeekKind() != ']' {
		if d.PeekKind() == jsontext.KindInvalid {
			_, err := d.ReadToken()
			return err
		}
		if err := visit(); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// enter opens an object or an array, and reports whether there is one to read: null is passed over.
func enter(d *jsontext.Decoder, kind jsontext.Kind, what, expected string) (bool, error) {
	next, err := d.PeekKind(), error(nil)
	switch next {
	case kind, 'n', jsontext.KindInvalid:
		_, err = d.ReadToken()
	default:
		err = wrongType(what, expected)
	}
	return next == kind && err == nil, err
}

// malformed is the error of an answer that is JSON but not what the API speaks.
type malformed string

func (m malformed) Error() string { return string(m) }

func wrongType(what, expected string) error {
	return malformed(fmt.Sprintf("%q is not %s.", what, expected))
}

func asRefusal(err error) *Refusal {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, errTooManyRows):
		return Refusef(TooLarge, "The answer has more than %d rows.", maxRows)
	case errors.Is(err, io.EOF):
		return Refusef(Malformed, "The answer is empty.")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Refusef(Malformed, "The answer ends before it is complete.")
	case errors.As(err, &syntax):
		return Refusef(Malformed, "The answer is not JSON: %v at byte %d.", syntax.Err, syntax.ByteOffset)
	default:
		return Refusef(Malformed, "%v", err)
	}
}
