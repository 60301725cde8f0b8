package gateway

import (
	"cmp"
	"math"
	"slices"

	"cloudflarestream/pkg/cloudflare"
)

// exactly is up to where whole numbers are exact.
const exactly = 1 << 53

// rollUp makes rows of a question of a source's rows: fewer columns, groups and buckets put together, in the question's
// order, and no more than a page where the question has no buckets. Texts are codes of the source's. False if the rows
// cannot be put together.
func (s source) rollUp(q question, runs []run) (rows, bool) {
	all := s.rowsOf(runs)
	groups, ok := s.grouped(all)
	if !ok || s.adds && s.isSampled(all) {
		return rows{}, false
	}
	out := rows{buckets: groups.buckets, columns: make([]values, len(s.columns))}
	for c, column := range s.columns {
		from := all.columns[column.place]
		switch {
		case column.Kind != cloudflare.Number:
			out.columns[c].codes = picked(from.codes, groups.first)
		case column.isSum:
			if out.columns[c].numbers, ok = groups.sums(from.numbers); !ok {
				return rows{}, false
			}
		default:
			out.columns[c].numbers = picked(from.numbers, groups.first)
		}
	}
	order, ok := s.order(q, out)
	if !ok {
		return rows{}, false
	}
	if q.column == "" {
		order = order[:min(q.page, len(order))]
	}
	return out.picked(order), true
}

// rowsOf gives all of a source's rows of some runs, as they are kept.
func (s source) rowsOf(runs []run) rows {
	all := rows{columns: make([]values, len(s.segments[0].rows.columns))}
	for _, each := range runs {
		for _, part := range s.segments {
			if clipped := part.clipped(stretch{s.first + each.from*s.factor, s.first + each.to*s.factor}); clipped != nil {
				all = all.append(clipped.rows)
			}
		}
	}
	return all
}

func (s source) isSampled(all rows) bool {
	return s.sampling >= 0 &&
		slices.ContainsFunc(all.columns[s.sampling].numbers, func(interval float64) bool { return interval != 1 })
}

// groups are rows put together, ascending by bucket.
type groups struct {
	// buckets and first tell of each group the question's bucket and its first row; of tells of each row its group.
	buckets []uint32
	first   []int
	of      []int
}

// grouped finds the groups of rows. False if there are too many possible ones to tell them apart.
func (s source) grouped(all rows) (groups, bool) {
	keys, ok := s.keys(all)
	if !ok {
		return groups{}, false
	}
	found := groups{of: make([]int, len(keys))}
	known := map[uint64]int{}
	for row, key := range keys {
		bucket := uint32((int64(all.buckets[row]) - s.first) / s.factor) //nolint:gosec // Of the question's stretch.
		if last := len(found.buckets) - 1; last < 0 || found.buckets[last] != bucket {
			clear(known)
		}
		group, met := known[key]
		if !met {
			group = len(found.first)
			known[key] = group
			found.first, found.buckets = append(found.first, row), append(found.buckets, bucket)
		}
		found.of[row] = group
	}
	return found, true
}

// keys gives each row the number of what it is grouped by. A row that nothing is put together with is a group of its own.
func (s source) keys(all rows) ([]uint64, bool) {
	keys := make([]uint64, len(all.buckets))
	if !s.adds {
		for row := range keys {
			keys[row] = uint64(row) //nolint:gosec // Not negative.
		}
		return keys, true
	}
	possible := uint64(1)
	for _, column := range s.columns {
		if !column.isGroup {
			continue
		}
		codes, size := all.columns[column.place].codes, uint64(len(column.texts))
		if column.Kind == cloudflare.Number {
			codes, size = coded(all.columns[column.place].numbers)
		}
		if possible > math.MaxUint64/max(1, size) {
			return nil, false
		}
		possible *= size
		for row, code := range codes {
			keys[row] = keys[row]*size + uint64(code)
		}
	}
	return keys, true
}

func coded(numbers []float64) (codes []uint32, size uint64) {
	codes = make([]uint32, len(numbers))
	known := map[float64]uint32{}
	for row, number := range numbers {
		code, met := known[number]
		if !met {
			code = uint32(len(known)) //nolint:gosec // At most one a row.
			known[number] = code
		}
		codes[row] = code
	}
	return codes, uint64(len(known))
}

// sums adds up a column by group. False if a number is not known, or a sum may be rounded.
func (g groups) sums(numbers []float64) ([]float64, bool) {
	sums := make([]float64, len(g.first))
	for row, number := range numbers {
		sums[g.of[row]] += number
	}
	return sums, !slices.ContainsFunc(sums, func(sum float64) bool { return !(sum <= exactly) })
}

// order gives the places of rows in the question's order. False if some are not known.
func (s source) order(q question, of rows) ([]int, bool) {
	keys := make([][]float64, len(q.order))
	for k, key := range q.order {
		c := slices.IndexFunc(s.columns, func(column sourced) bool { return column.Name == key.column })
		numbers := of.columns[c].numbers
		if s.columns[c].Kind != cloudflare.Number {
			numbers = picked(ranks(s.columns[c].texts), of.columns[c].codes)
		}
		sign := 1.0
		if key.down {
			sign = -1
		}
		keys[k] = make([]float64, len(numbers))
		for row, number := range numbers {
			keys[k][row] = sign * number
		}
		if slices.ContainsFunc(numbers, math.IsNaN) {
			return nil, false
		}
	}
	order := make([]int, len(of.buckets))
	for row := range order {
		order[row] = row
	}
	slices.SortStableFunc(order, func(a, b int) int {
		by := cmp.Compare(of.buckets[a], of.buckets[b])
		for k := 0; by == 0 && k < len(keys); k++ {
			by = cmp.Compare(keys[k][a], keys[k][b])
		}
		return by
	})
	return order, true
}

// ranks gives the place of each text among all of them, by their bytes, which is the API's order.
func ranks(texts []string) []float64 {
	places := make([]int, len(texts))
	for code := range places {
		places[code] = code
	}
	slices.SortFunc(places, func(a, b int) int { return cmp.Compare(texts[a], texts[b]) })
	found := make([]float64, len(texts))
	for place, code := range places {
		found[code] = float64(place)
	}
	return found
}

// picked gives what stands at some places.
func picked[T any, P int | uint32](from []T, places []P) []T {
	out := make([]T, len(places))
	for i, place := range places {
		out[i] = from[place]
	}
	return out
}

func (r rows) picked(places []int) rows {
	out := rows{buckets: picked(r.buckets, places), columns: make([]values, len(r.columns))}
	for c, column := range r.columns {
		if column.codes != nil {
			out.columns[c].codes = picked(column.codes, places)
		} else {
			out.columns[c].numbers = picked(column.numbers, places)
		}
	}
	return out
}
