package cloudflare

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Written is a table as JSON.
type Written struct {
	Rows int
	JSON []byte
}

// Written writes a table.
func (t *Table) Written() *Written {
	guess := 64
	for _, column := range t.Columns {
		guess += 64 + 4*len(column.Codes) + 6*len(column.Values) + 24*len(column.Dictionary)
	}
	return &Written{t.Rows, t.AppendJSON(make([]byte, 0, guess))}
}

// Bytes is what it takes in memory, about.
func (w *Written) Bytes() int64 { return int64(cap(w.JSON)) }

// MarshalJSON writes a table as the seam has it.
func (t Table) MarshalJSON() ([]byte, error) { return t.AppendJSON(nil), nil }

// AppendJSON writes a table as the seam has it. NaN becomes null, which JSON has and NaN it has not.
func (t *Table) AppendJSON(to []byte) []byte {
	to = append(to, `{"rows":`...)
	to = strconv.AppendInt(to, int64(t.Rows), 10)
	to = append(to, `,"columns":`...)
	to = appendList(to, t.Columns, appendColumn)
	return append(to, '}')
}

func appendColumn(to []byte, c Column) []byte {
	to = append(to, `{"name":`...)
	to = appendText(to, c.Name)
	if c.Kind == Number {
		to = append(to, `,"kind":"number","values":`...)
		to = appendList(to, c.Values, appendNumber)
	} else {
		to = append(to, `,"kind":"text","dictionary":`...)
		to = appendList(to, c.Dictionary, appendText)
		to = append(to, `,"codes":`...)
		to = appendList(to, c.Codes, appendCode)
	}
	return append(to, '}')
}

func appendList[T any](to []byte, items []T, write func([]byte, T) []byte) []byte {
	to = append(to, '[')
	for i, item := range items {
		if i > 0 {
			to = append(to, ',')
		}
		to = write(to, item)
	}
	return append(to, ']')
}

// exactly is up to where all whole numbers are numbers of Go and JavaScript.
const exactly = 1 << 53

func appendNumber(to []byte, value float64) []byte {
	switch {
	case math.IsNaN(value):
		return append(to, "null"...)
	case value == math.Trunc(value) && math.Abs(value) < exactly: // Most are, and this is quicker.
		return strconv.AppendInt(to, int64(value), 10)
	default:
		return strconv.AppendFloat(to, value, 'g', -1, 64)
	}
}

func appendCode(to []byte, code uint32) []byte {
	return strconv.AppendUint(to, uint64(code), 10)
}

func appendText(to []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(text) // A text can always be written.
			return append(to, quoted...)
		}
	}
	to = append(to, '"')
	to = append(to, text...)
	return append(to, '"')
}

// UnmarshalJSON reads a column of a table.
func (c *Column) UnmarshalJSON(text []byte) error {
	var read struct {
		Name       string     `json:"name"`
		Kind       string     `json:"kind"`
		Dictionary []string   `json:"dictionary"`
		Codes      []uint32   `json:"codes"`
		Values     []*float64 `json:"values"`
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	switch read.Kind {
	case "text":
		*c = Column{Name: read.Name, Kind: Text, Dictionary: read.Dictionary, Codes: read.Codes}
	case "number":
		*c = Column{Name: read.Name, Kind: Number, Values: make([]float64, len(read.Values))}
		for i, value := range read.Values {
			c.Values[i] = math.NaN()
			if value != nil {
				c.Values[i] = *value
			}
		}
	default:
		return fmt.Errorf("a column of kind %q", read.Kind)
	}
	return nil
}
