package cloudflare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Table holds the rows of one answer as columns, in the order in which the document selects them.
type Table struct {
	Rows    int      `json:"rows"`
	Columns []Column `json:"columns"`
}

// Column is named by its path in a row, such as "sum.minutesViewed". Kind is Text or Number.
type Column struct {
	Name string
	Kind Kind
	// Dictionary and Codes belong to text: row i holds Dictionary[Codes[i]]. Null and absent values are "".
	Dictionary []string
	Codes      []uint32
	// Values belongs to numbers: NaN where the API gave none.
	Values []float64
}

// MarshalJSON writes a column as the seam has it. NaN becomes null, which JSON has and NaN it has not.
func (c Column) MarshalJSON() ([]byte, error) {
	name, err := json.Marshal(c.Name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(64 + 8*(len(c.Values)+len(c.Codes)))
	out.WriteString(`{"name":`)
	out.Write(name)
	if c.Kind == Number {
		out.WriteString(`,"kind":"number","values":`)
		writeList(&out, c.Values, appendNumber)
	} else {
		dictionary, err := json.Marshal(c.Dictionary)
		if err != nil {
			return nil, err
		}
		out.WriteString(`,"kind":"text","dictionary":`)
		out.Write(dictionary)
		out.WriteString(`,"codes":`)
		writeList(&out, c.Codes, appendCode)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func writeList[T any](out *bytes.Buffer, items []T, write func([]byte, T) []byte) {
	out.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(write(out.AvailableBuffer(), item))
	}
	out.WriteByte(']')
}

func appendNumber(to []byte, value float64) []byte {
	if math.IsNaN(value) {
		return append(to, "null"...)
	}
	return strconv.AppendFloat(to, value, 'g', -1, 64)
}

func appendCode(to []byte, code uint32) []byte {
	return strconv.AppendUint(to, uint64(code), 10)
}

// UnmarshalJSON reads what MarshalJSON writes.
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

// Check says what is wrong with a table that was not made here; nil if every row has a value in every column.
func (t *Table) Check() error {
	for _, column := range t.Columns {
		if column.Kind == Number {
			if len(column.Values) != t.Rows {
				return fmt.Errorf("column %q has %d values in %d rows", column.Name, len(column.Values), t.Rows)
			}
			continue
		}
		if len(column.Codes) != t.Rows {
			return fmt.Errorf("column %q has %d values in %d rows", column.Name, len(column.Codes), t.Rows)
		}
		for _, code := range column.Codes {
			if int(code) >= len(column.Dictionary) {
				return fmt.Errorf("column %q has a code beyond its dictionary", column.Name)
			}
		}
	}
	return nil
}
