package cloudflare

// Part gives rows of a table, in the order of their numbers in the list.
func (t *Table) Part(rows []int) *Table {
	part := &Table{Rows: len(rows), Columns: make([]Column, len(t.Columns))}
	for c := range t.Columns {
		part.Columns[c] = t.Columns[c].part(rows)
	}
	return part
}

func (c *Column) part(rows []int) Column {
	part := Column{Name: c.Name, Kind: c.Kind, Dictionary: []string{}}
	codes := map[uint32]uint32{}
	for _, row := range rows {
		if c.Kind == Number {
			part.Values = append(part.Values, c.Values[row])
			continue
		}
		code, known := codes[c.Codes[row]]
		if !known {
			code = uint32(len(part.Dictionary))
			codes[c.Codes[row]] = code
			part.Dictionary = append(part.Dictionary, c.Dictionary[c.Codes[row]])
		}
		part.Codes = append(part.Codes, code)
	}
	return part
}

// Joined gives the rows of tables that have the same columns, one table behind another; nil if there are none.
func Joined(tables []*Table) *Table {
	if len(tables) == 0 {
		return nil
	}
	joined := &Table{Columns: make([]Column, len(tables[0].Columns))}
	for c := range joined.Columns {
		all := make([]*Column, len(tables))
		for t, table := range tables {
			all[t] = &table.Columns[c]
		}
		joined.Columns[c] = joinedColumn(all)
	}
	for _, table := range tables {
		joined.Rows += table.Rows
	}
	return joined
}

func joinedColumn(all []*Column) Column {
	joined := Column{Name: all[0].Name, Kind: all[0].Kind, Dictionary: []string{}}
	codeOf := map[string]uint32{}
	for _, column := range all {
		joined.Values = append(joined.Values, column.Values...)
		for _, code := range column.Codes {
			text := column.Dictionary[code]
			own, known := codeOf[text]
			if !known {
				own = uint32(len(joined.Dictionary))
				codeOf[text] = own
				joined.Dictionary = append(joined.Dictionary, text)
			}
			joined.Codes = append(joined.Codes, own)
		}
	}
	return joined
}

// Texts gives a text of each row, nil if no column of texts has that name.
func (t *Table) Texts(name string) []string {
	for _, column := range t.Columns {
		if column.Name == name && column.Kind != Number {
			texts := make([]string, len(column.Codes))
			for row, code := range column.Codes {
				texts[row] = column.Dictionary[code]
			}
			return texts
		}
	}
	return nil
}

// columnBytes and textBytes are what a column and a text take besides what is in them.
const (
	columnBytes = 128
	textBytes   = 16
)

// Bytes is what a table takes in memory, about.
func (t *Table) Bytes() int64 {
	sum := 0
	for _, column := range t.Columns {
		sum += columnBytes + len(column.Name) + 4*len(column.Codes) + 8*len(column.Values)
		for _, text := range column.Dictionary {
			sum += textBytes + len(text)
		}
	}
	return int64(sum)
}
