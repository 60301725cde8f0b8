package cloudflare

import "fmt"

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
