package gateway

import (
	"slices"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// textBytes is what a text takes in a dictionary besides its bytes: two headers, a code, the map's own.
const textBytes = 64

// header is what all rows of one signature have in common. It belongs to the ledger's lock.
type header struct {
	known bool
	names []cloudflare.Column // without rows
	// at is the place of the bucket's column, -1 if there is none.
	at int
	// layout is how the bucket's column writes time.
	layout string
	texts  [][]string // by column, by code
	codes  []map[string]uint32
	bytes  int64
}

// layouts are those of the API's `Time` and `Date`.
var layouts = []string{apiTime, time.DateOnly}

// encoded takes the rows of an answer to a stretch of a question. False if they are not as the question has them: then they
// are nobody's but the asker's.
func (h *header) encoded(table *cloudflare.Table, of stretch, q question) (rows, bool) {
	if !h.known && !h.begin(table.Columns, q.column) || len(table.Columns) != len(h.names) {
		return rows{}, false
	}
	out := rows{buckets: make([]uint32, table.Rows)}
	if h.at >= 0 && !h.number(out.buckets, table.Columns[h.at], of, q.grid) {
		return rows{}, false
	}
	for c, column := range table.Columns {
		switch {
		case c == h.at:
		case column.Kind == cloudflare.Number:
			out.columns = append(out.columns, values{numbers: append([]float64{}, column.Values...)})
		default:
			own := make([]uint32, len(column.Dictionary))
			for code, text := range column.Dictionary {
				own[code] = h.code(c, text)
			}
			codes := make([]uint32, table.Rows)
			for row, code := range column.Codes {
				codes[row] = own[code]
			}
			out.columns = append(out.columns, values{codes: codes})
		}
	}
	return out, true
}

// begin takes names and kinds of columns. column is the bucket's.
func (h *header) begin(columns []cloudflare.Column, column string) bool {
	*h = header{at: -1, texts: make([][]string, len(columns)), codes: make([]map[string]uint32, len(columns))}
	for c, each := range columns {
		h.names = append(h.names, cloudflare.Column{Name: each.Name, Kind: each.Kind})
		h.codes[c] = map[string]uint32{}
		if column != "" && each.Name == column && each.Kind != cloudflare.Number {
			h.at = c
		}
	}
	h.known = column == "" || h.at >= 0
	return h.known
}

func (h *header) code(column int, text string) uint32 {
	code, known := h.codes[column][text]
	if !known {
		code = uint32(len(h.texts[column])) //nolint:gosec // Rows are bounded by memory.
		h.codes[column][text] = code
		h.texts[column] = append(h.texts[column], text)
		h.bytes += int64(len(text)) + textBytes
	}
	return code
}

// number fills in the buckets' numbers, if rows ascend by them and lie within the stretch.
func (h *header) number(into []uint32, column cloudflare.Column, of stretch, by grid) bool {
	numbers := make([]uint32, len(column.Dictionary))
	for code, text := range column.Dictionary {
		at, ok := h.time(text)
		ms := at.UnixMilli() - by.origin
		if !ok || ms%by.ms != 0 || ms < of.from*by.ms || ms >= of.to*by.ms {
			return false
		}
		numbers[code] = uint32(ms / by.ms) //nolint:gosec // Seconds since the epoch, at most.
	}
	last := uint32(0)
	for row, code := range column.Codes {
		into[row] = numbers[code]
		if into[row] < last {
			return false
		}
		last = into[row]
	}
	return true
}

// time reads a bucket's start, if it would be written in the same way.
func (h *header) time(text string) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, text); err == nil && at.Format(layout) == text && (h.layout == "" || h.layout == layout) {
			h.layout = layout
			return at, true
		}
	}
	return time.Time{}, false
}

// now gives the header as it is, to be read without the lock: what is in it does not change, it only grows.
func (h *header) now() *header {
	return &header{names: h.names, at: h.at, layout: h.layout, texts: slices.Clone(h.texts)}
}

// table makes a table of rows, the same that one answer with these rows would have given.
func (h *header) table(of rows, by grid) *cloudflare.Table {
	count := len(of.buckets)
	out := &cloudflare.Table{Rows: count, Columns: make([]cloudflare.Column, len(h.names))}
	next := 0
	for c, column := range h.names {
		if c == h.at {
			column.Dictionary, column.Codes = h.starts(of.buckets, by)
			out.Columns[c] = column
			continue
		}
		if column.Kind == cloudflare.Number {
			column.Values = of.columns[next].numbers
		} else {
			column.Dictionary, column.Codes = compacted(h.texts[c], of.columns[next].codes)
		}
		out.Columns[c] = column
		next++
	}
	return out
}

func (h *header) starts(buckets []uint32, by grid) (dictionary []string, codes []uint32) {
	dictionary, codes = []string{}, make([]uint32, len(buckets))
	for row, bucket := range buckets {
		if row == 0 || bucket != buckets[row-1] {
			start := time.UnixMilli(by.origin + int64(bucket)*by.ms).UTC()
			dictionary = append(dictionary, start.Format(h.layout))
		}
		codes[row] = uint32(len(dictionary) - 1) //nolint:gosec // At most one a row.
	}
	return dictionary, codes
}

// compacted gives codes of a dictionary that holds nothing else, in the order of the rows.
func compacted(texts []string, codes []uint32) (dictionary []string, out []uint32) {
	dictionary, out = []string{}, make([]uint32, len(codes))
	places := make([]uint32, len(texts)) // one more than the place in the dictionary
	for row, code := range codes {
		if places[code] == 0 {
			dictionary = append(dictionary, texts[code])
			places[code] = uint32(len(dictionary)) //nolint:gosec // At most one a row.
		}
		out[row] = places[code] - 1
	}
	return dictionary, out
}
