package cloudflare

import (
	"bytes"
	"encoding/json"
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
