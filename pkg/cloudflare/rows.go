package cloudflare

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// maxRows bounds the memory of one table. The API's own page limit is 10,000.
const maxRows = 200_000

var errTooManyRows = errors.New("too many rows")

// rows takes the rows of one node apart into columns, one token after another.
type rows struct {
	cells   []cell
	columns []*column
	count   int
}

// cell is a field of a row as the decoder meets it: a column, or a block of cells.
type cell struct {
	quoted []byte // the key as it mostly stands in the answer, without escapes
	key    string
	column *column
	block  []cell
}

// column is a table's column in the making.
type column struct {
	Column
	codeOf map[string]uint32 // by text
	rawOf  map[string]uint32 // by the text's JSON, so that a known text is neither unescaped nor allocated again
	any    bool              // of AnyText
}

func newRows(fields []Field) *rows {
	r := &rows{}
	r.cells = r.cellsOf(fields, "")
	return r
}

func (r *rows) cellsOf(fields []Field, prefix string) []cell {
	cells := make([]cell, len(fields))
	for i, field := range fields {
		path := prefix + field.Key
		cells[i] = cell{key: field.Key, quoted: []byte(strconv.Quote(field.Key))}
		if field.Kind == Block {
			cells[i].block = r.cellsOf(field.Fields, path+".")
			continue
		}
		kind := field.Kind
		if kind == AnyText {
			kind = Text
		}
		cells[i].column = &column{
			Column: Column{Name: path, Kind: kind, Dictionary: []string{}},
			codeOf: map[string]uint32{},
			rawOf:  map[string]uint32{},
			any:    field.Kind == AnyText,
		}
		r.columns = append(r.columns, cells[i].column)
	}
	return cells
}

func (r *rows) table() *Table {
	table := &Table{Rows: r.count, Columns: make([]Column, len(r.columns))}
	for i, column := range r.columns {
		table.Columns[i] = column.Column
	}
	return table
}

func (r *rows) read(d *jsontext.Decoder) error {
	return items(d, "rows", func() error { return r.row(d) })
}

func (r *rows) row(d *jsontext.Decoder) error {
	if r.count == maxRows {
		return errTooManyRows
	}
	if d.PeekKind() == 'n' {
		return wrongType("row", "an object")
	}
	if err := r.object(d, "row", r.cells); err != nil {
		return err
	}
	r.count++
	for _, column := range r.columns {
		column.fill(r.count)
	}
	return nil
}

// object reads a row or a block of one. A null block leaves its columns without a value.
func (r *rows) object(d *jsontext.Decoder, what string, cells []cell) error {
	if ok, err := enter(d, '{', what, "an object"); !ok {
		return err
	}
	for next := 0; d.PeekKind() != '}'; next++ {
		name, err := d.ReadValue()
		if err != nil {
			return err
		}
		i := find(cells, name, next)
		if i < 0 {
			if err := d.SkipValue(); err != nil {
				return err
			}
			continue
		}
		next = i
		if cells[i].column != nil {
			err = cells[i].column.read(d)
		} else {
			err = r.object(d, cells[i].key, cells[i].block)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// find gives the index of the cell with this name, a JSON string, or -1. It tries the cell at `from` first: fields
// mostly come in the same order, row after row.
func find(cells []cell, name []byte, from int) int {
	for i := range cells {
		if at := (from + i) % len(cells); bytes.Equal(cells[at].quoted, name) {
			return at
		}
	}
	if bytes.IndexByte(name, '\\') >= 0 {
		plain, _ := jsontext.AppendUnquote(nil, name)
		for i := range cells {
			if cells[i].key == string(plain) {
				return i
			}
		}
	}
	return -1
}

// read appends the value that comes next. Null appends nothing: fill does.
func (c *column) read(d *jsontext.Decoder) error {
	value, err := d.ReadValue()
	if err != nil {
		return err
	}
	switch kind := value.Kind(); {
	case kind == 'n':
		return nil
	case c.Kind == Number && kind == '0':
		number, err := parseNumber(value)
		if err != nil {
			return malformed(fmt.Sprintf("%q is out of the range of numbers.", c.Name))
		}
		c.Values = append(c.Values, number)
		return nil
	case c.Kind == Text && (kind == '"' || kind == 't' || kind == 'f'):
		c.Codes = append(c.Codes, c.code(value))
		return nil
	case c.any:
		return nil
	case c.Kind == Number:
		return wrongType(c.Name, "a number")
	default:
		return wrongType(c.Name, "text")
	}
}

// fill brings the column to so many rows: a row that gave no value has NaN or "".
func (c *column) fill(rows int) {
	switch {
	case c.Kind == Number && len(c.Values) < rows:
		c.Values = append(c.Values, math.NaN())
	case c.Kind == Text && len(c.Codes) < rows:
		c.Codes = append(c.Codes, c.codeOfText(""))
	}
}

func (c *column) code(raw jsontext.Value) uint32 {
	if code, known := c.rawOf[string(raw)]; known {
		return code
	}
	text := raw
	if raw.Kind() == '"' {
		text, _ = jsontext.AppendUnquote(nil, raw) // The decoder has checked it.
	}
	code := c.codeOfText(string(text))
	c.rawOf[string(raw)] = code
	return code
}

func (c *column) codeOfText(text string) uint32 {
	code, known := c.codeOf[text]
	if !known {
		code = uint32(len(c.Dictionary)) //nolint:gosec // At most maxRows.
		c.codeOf[text] = code
		c.Dictionary = append(c.Dictionary, text)
	}
	return code
}

// parseNumber reads a JSON number. Whole numbers of up to 15 digits, which nearly all are, need no general parser.
func parseNumber(raw []byte) (float64, error) {
	if len(raw) <= 15 {
		whole := int64(0)
		for _, digit := range raw {
			if digit < '0' || digit > '9' {
				return strconv.ParseFloat(string(raw), 64)
			}
			whole = whole*10 + int64(digit-'0')
		}
		return float64(whole), nil
	}
	return strconv.ParseFloat(string(raw), 64)
}
