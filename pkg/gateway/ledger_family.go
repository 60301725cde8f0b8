package gateway

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// families are the entries of questions about the same events: by family those with buckets, by family and window the others.
type families map[string][]*entry

func (t topic) kin() string {
	if t.column != "" {
		return t.family
	}
	return fmt.Sprint(t.family, t.grid)
}

func (f families) add(e *entry) {
	if e.of.family != "" {
		f[e.of.kin()] = append(f[e.of.kin()], e)
	}
}

func (f families) remove(e *entry) {
	if e.of.family == "" {
		return
	}
	kin := e.of.kin()
	if f[kin] = slices.DeleteFunc(f[kin], func(each *entry) bool { return each == e }); len(f[kin]) == 0 {
		delete(f, kin)
	}
}

// of gives the entries whose rows may hold the answer to a question.
func (f families) of(q question) []*entry {
	if q.family == "" {
		return nil
	}
	found := slices.Clone(f[q.family])
	if q.column == "" {
		found = append(found, f[q.kin()]...)
	}
	return slices.DeleteFunc(found, func(each *entry) bool { return each.of.signature == q.signature })
}

// sources are those that may hold the answer to a question.
func (l *ledger) sources(q question) []source {
	var found []source
	for _, each := range l.families.of(q) {
		if s, ok := sourceOf(each, q); ok {
			found = append(found, s)
		}
	}
	return found
}

// source is what is known of another question, to be read without the lock.
type source struct {
	entry    *entry
	segments segments
	grid     grid
	// factor is how many of its buckets are one of the question's, first the number of the first one.
	factor, first int64
	// columns are the question's but for its bucket's.
	columns []sourced
	// adds says that several rows may be one of the question's.
	adds bool
	// sampling is the place of the column that says whether rows are made of samples; -1 if none does.
	sampling int
}

// sourced is a column of a source.
type sourced struct {
	cloudflare.Column // without rows
	// place is that in a segment's rows.
	place int
	texts []string
	// isGroup says that rows are grouped by it, isSum that it adds up; else it is the same in all rows of a group.
	isGroup, isSum bool
}

// sourceOf tells how the rows of an entry are read as an answer to a question; false if they cannot be.
func sourceOf(e *entry, q question) (source, bool) {
	given, wanted, of := e.of.selection, q.selection, policy.Datasets[q.selection.node]
	offset := q.grid.origin - e.of.grid.origin
	if e.isCut() || q.grid.ms%e.of.grid.ms != 0 || offset%e.of.grid.ms != 0 || !e.known {
		return source{}, false
	}
	s := source{
		entry: e, segments: slices.Clone(e.segments), grid: e.of.grid,
		factor: q.grid.ms / e.of.grid.ms, first: offset / e.of.grid.ms, sampling: e.placeOf(of.Sampling),
	}
	for _, group := range wanted.groups {
		if !slices.Contains(given.groups, group) {
			return source{}, false
		}
	}
	s.adds = s.factor > 1 || len(wanted.groups) < len(given.groups) || (wanted.bucket == nil) != (given.bucket == nil)
	for _, column := range wanted.columns {
		if column.Name == q.column {
			continue
		}
		one := sourced{Column: column, place: e.placeOf(column.Name), isGroup: slices.Contains(wanted.groups, column.Name)}
		one.isSum = s.adds && slices.Contains(of.Sums, column.Name)
		if one.place < 0 || s.adds && !one.isGroup && !one.isSum && column.Name != of.Sampling {
			return source{}, false
		}
		one.texts = e.texts[given.at(column.Name)]
		s.columns = append(s.columns, one)
	}
	return s, !s.adds || of.Sampling == "" || s.sampling >= 0
}

// isCut says that rows without buckets fill a page, and there may be more.
func (e *entry) isCut() bool {
	return e.of.column == "" && len(e.segments) > 0 && len(e.segments[0].rows.buckets) >= e.of.page
}

// placeOf gives the place of a column in the rows of an entry; -1 if there is none of which it is known what it holds.
func (e *entry) placeOf(name string) int {
	place := e.of.selection.at(name)
	if e.at >= 0 && place > e.at { // The bucket's is kept elsewhere.
		place--
	}
	return place
}

// run is a stretch of a question's buckets that another question's rows hold as they were at one time.
type run struct {
	stretch
	fetched time.Time
	// sealed says that nothing of it changes any more.
	sealed bool
}

// runs tells what a source holds of a stretch of the question.
func (h horizon) runs(s source, of stretch) []run {
	var found []run
	for bucket := of.from; bucket < of.to; bucket++ {
		next, ok := h.run(s, bucket)
		if !ok {
			continue
		}
		if last := len(found) - 1; last >= 0 && found[last].goesOn(next) {
			found[last].to = next.to
			found[last].fetched = later(found[last].fetched, next.fetched)
			continue
		}
		found = append(found, next)
	}
	return found
}

func (r run) goesOn(next run) bool {
	return r.to == next.from && r.sealed == next.sealed && (r.sealed || r.fetched.Equal(next.fetched))
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// run tells whether a source holds all of one bucket as it was at one time. What was settled when it was asked for is so at
// any time after; of the rest all must have been asked for at once. Who asked up to now has also learnt that later there was
// nothing yet.
func (h horizon) run(s source, bucket int64) (run, bool) {
	needed := stretch{s.first + bucket*s.factor, s.first + (bucket+1)*s.factor}
	settled := func(at time.Time) int64 { return s.grid.before(at.Add(-h.SettleDelay)) }
	found := run{stretch: stretch{bucket, bucket + 1}, sealed: true}
	sealedTo := int64(math.MinInt64) // where the last part ends that was settled when it was asked for
	i := sort.Search(len(s.segments), func(i int) bool { return s.segments[i].to > needed.from })
	for at := needed.from; at < needed.to; i++ {
		var part *segment
		end := needed.to
		switch {
		case i < len(s.segments) && s.segments[i].from <= at:
			part = s.segments[i]
			end = min(end, part.to)
		case i > 0 && s.segments[i-1].reaches(s.grid):
			part = s.segments[i-1]
			if i < len(s.segments) {
				end = min(end, s.segments[i].from)
			}
			i--
		default:
			return run{}, false
		}
		switch {
		case part.cut, part.to <= at && !s.grid.window(needed).begins(part.fetched):
			return run{}, false
		case end <= settled(part.fetched):
			sealedTo = end
			if found.sealed {
				found.fetched = later(found.fetched, part.fetched)
			}
		case found.sealed:
			found.sealed, found.fetched = false, part.fetched
		case !found.fetched.Equal(part.fetched):
			return run{}, false
		}
		at = end
	}
	return found, found.sealed || sealedTo <= settled(found.fetched)
}

// begins says whether a window has begun at a time.
func (w Window) begins(at time.Time) bool { return w.From < at.UnixMilli() }

// reaches says that a segment is known up to when it was asked for.
func (s *segment) reaches(by grid) bool { return by.window(s.stretch).To >= s.fetched.UnixMilli() }
