package gateway

// rows are rows of one signature as the ledger keeps them, ascending by bucket.
type rows struct {
	// buckets are the buckets' numbers, one a row.
	buckets []uint32
	// columns are those of the header but for the bucket's.
	columns []values
}

// values are one column: codes of texts, or numbers.
type values struct {
	codes   []uint32
	numbers []float64
}

const (
	codeBytes   = 4
	numberBytes = 8
)

func (r rows) bytes() int64 {
	sum := codeBytes * cap(r.buckets)
	for _, column := range r.columns {
		sum += codeBytes*cap(column.codes) + numberBytes*cap(column.numbers)
	}
	return int64(sum)
}

// slice gives the rows [i, j). What is appended to them goes elsewhere.
func (r rows) slice(i, j int) rows {
	part := rows{buckets: r.buckets[i:j:j], columns: make([]values, len(r.columns))}
	for c, column := range r.columns {
		if column.codes != nil {
			part.columns[c].codes = column.codes[i:j:j]
		} else {
			part.columns[c].numbers = column.numbers[i:j:j]
		}
	}
	return part
}

// append gives the rows with others behind them. Who still reads the rows as they were sees no change.
func (r rows) append(others rows) rows {
	if len(r.buckets) == 0 {
		return others
	}
	joined := rows{buckets: append(r.buckets, others.buckets...), columns: make([]values, len(others.columns))}
	for c, column := range others.columns {
		joined.columns[c] = values{
			append(r.columns[c].codes, column.codes...), append(r.columns[c].numbers, column.numbers...),
		}
	}
	return joined
}
