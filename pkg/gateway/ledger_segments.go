package gateway

import (
	"slices"
	"sort"
	"time"
)

// segment is what is known of a stretch: all of its rows, as they were at one time.
type segment struct {
	stretch
	// fetched is when the rows were asked for: not later than what they show.
	fetched time.Time
	// cut says that the stretch is one bucket of which only the first page is known.
	cut  bool
	rows rows
}

// within gives the rows of a stretch.
func (s *segment) within(of stretch) rows {
	return s.rows.slice(s.row(of.from), s.row(of.to))
}

// row gives the place of the first row that is not before a bucket.
func (s *segment) row(bucket int64) int {
	return sort.Search(len(s.rows.buckets), func(i int) bool { return int64(s.rows.buckets[i]) >= bucket })
}

// clipped gives the part of a segment within a stretch, nil if there is none.
func (s *segment) clipped(to stretch) *segment {
	to = stretch{max(s.from, to.from), min(s.to, to.to)}
	if to.from >= to.to {
		return nil
	}
	return &segment{stretch: to, fetched: s.fetched, cut: s.cut, rows: s.within(to)}
}

// cutAt gives the parts of a segment before a bucket and from it on, as far as there are any.
func (s *segment) cutAt(bucket int64) []*segment {
	parts := []*segment{s.clipped(stretch{s.from, bucket}), s.clipped(stretch{bucket, s.to})}
	return slices.DeleteFunc(parts, func(part *segment) bool { return part == nil })
}

// segments are the known spans of one signature, in order, none overlapping another.
type segments []*segment

// with gives the segments with one more, which takes the place of what was known of its stretch. sealed tells what will not
// change any more; of that, neighbours become one.
func (all segments) with(one *segment, sealed func(*segment) bool) segments {
	var parts segments
	for _, old := range all {
		parts = append(parts, old.clipped(stretch{old.from, one.from}))
	}
	parts = append(parts, one)
	for _, old := range all {
		parts = append(parts, old.clipped(stretch{one.to, old.to}))
	}
	joined := parts[:0]
	for _, next := range parts {
		if next == nil {
			continue
		}
		if last := len(joined) - 1; last >= 0 && joined[last].to == next.from && together(joined[last], next, sealed) {
			before := joined[last]
			joined[last] = &segment{
				stretch: stretch{before.from, next.to}, rows: before.rows.append(next.rows),
				fetched: slices.MaxFunc([]time.Time{before.fetched, next.fetched}, time.Time.Compare),
			}
			continue
		}
		joined = append(joined, next)
	}
	return joined
}

// allOlder says that nothing of a stretch is known of a later time.
func (all segments) allOlder(than *segment) bool {
	return !slices.ContainsFunc(all, func(each *segment) bool {
		return each.from < than.to && than.from < each.to && !each.fetched.Before(than.fetched)
	})
}

func together(a, b *segment, sealed func(*segment) bool) bool {
	return !a.cut && !b.cut && sealed(a) && sealed(b)
}

func (all segments) bytes() int64 {
	sum := int64(0)
	for _, each := range all {
		sum += segmentBytes + each.rows.bytes()
	}
	return sum
}

// segmentBytes is what a segment takes besides its rows.
const segmentBytes = 160
