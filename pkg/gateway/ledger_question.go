package gateway

import (
	"encoding/json"
	"math"
	"time"
)

// topic is what all asks have in common that differ in their window alone; of equal asks, where there is no bucket.
type topic struct {
	signature string
	grid      grid
	// column holds the bucket of a row; empty where the whole window is one bucket.
	column string
	// page is how many rows an answer has that may be cut.
	page int
	// family is the same for all topics about the same events, selection is what this one asks of them, and order the one
	// within a bucket, in which no two rows are equal. Empty and nil where that cannot be told.
	family    string
	selection *selection
	order     []sortKey
}

// question is what an ask is to the ledger.
type question struct {
	topic
	from    asker
	stretch stretch
	// limit is how many rows a page has that may be cut, where what is behind it is asked for by bucket.
	limit int
	// written says that the table is wanted as JSON.
	written bool
	// variables gives the ask's variables for another stretch.
	variables func(stretch) map[string]any
}

// grid numbers buckets: number n is [origin + n × ms, origin + (n+1) × ms), in ms since the epoch.
type grid struct{ origin, ms int64 }

// stretch is a half-open range of the numbers of buckets.
type stretch struct{ from, to int64 }

func (g grid) window(of stretch) Window {
	return Window{g.origin + of.from*g.ms, g.origin + of.to*g.ms}
}

// before gives the number of the first bucket that has not ended at a time: all below it have.
func (g grid) before(at time.Time) int64 {
	passed := at.UnixMilli() - g.origin
	if passed < 0 {
		passed -= g.ms - 1 // Division is towards zero.
	}
	return passed / g.ms
}

// questionOf tells what an ask is to the ledger; false if it is nothing to it. The ledger goes by what is sent, not by
// what the ask says of itself: the window and the page limit must be those of the variables.
//
// selected is what the document selects; nil if that is not known.
func questionOf(ask Ask, from asker, variables map[string]any, selected *selection) (question, bool) {
	own, ok := timesOf(ask.Window)
	if !ok {
		return question{}, false
	}
	var found occurrences
	without := own.replaced(variables, times{"$from", "$to"}, &found).(map[string]any)
	if found != (occurrences{1, 1}) {
		return question{}, false
	}
	limit, limited := pageLimit(variables)
	q := question{topic: topic{page: limit}, from: from, written: ask.Written}
	var signature []byte
	var err error
	if bucket := ask.Bucket; bucket != nil && limited && onGrid(ask.Window, bucket.Ms) {
		signature, err = json.Marshal([]any{ask.Document, without, bucket})
		q.grid = grid{ms: bucket.Ms}
		q.stretch = stretch{ask.Window.From / bucket.Ms, ask.Window.To / bucket.Ms}
		q.column, q.limit = bucket.Column, limit
		q.variables = func(of stretch) map[string]any {
			other, _ := timesOf(q.grid.window(of))
			return own.replaced(variables, other, new(occurrences)).(map[string]any)
		}
	} else {
		signature, err = json.Marshal([]any{ask.Document, variables})
		q.grid, q.stretch = grid{ask.Window.From, ask.Window.To - ask.Window.From}, stretch{0, 1}
		q.limit = math.MaxInt
		q.variables = func(stretch) map[string]any { return variables }
	}
	q.signature = string(signature)
	if limited && selected != nil {
		q.relate(selected, ask.Bucket, without)
	}
	return q, err == nil
}

// relate tells what else may be known of the same events. An ask's word for its bucket must be the document's.
func (q *question) relate(selected *selection, bucket *Bucket, without map[string]any) {
	order, ok := selected.orderOf(without["orderBy"])
	filter, err := json.Marshal(without["filter"])
	agreed := selected.bucket == nil && q.column == "" ||
		selected.bucket != nil && q.column != "" && *selected.bucket == *bucket
	if ok && agreed && err == nil && bounded(without["filter"]) {
		q.family, q.selection, q.order = selected.node+string(filter), selected, order
	}
}

// bounded says that all that passes a filter lies in the window: its ends stand among the conditions that all must hold.
func bounded(filter any) bool {
	var from, to bool
	var look func(any)
	look = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			from = from || value["datetime_geq"] == "$from"
			to = to || value["datetime_lt"] == "$to"
			look(value["AND"])
		case []any:
			for _, each := range value {
				look(each)
			}
		}
	}
	look(filter)
	return from && to
}

func pageLimit(variables map[string]any) (int, bool) {
	number, ok := variables["limit"].(json.Number)
	if !ok {
		return 0, false
	}
	limit, err := number.Int64()
	return int(limit), err == nil && limit > 0
}

// onGrid tells whether a window is made of whole buckets of a length in whole seconds.
func onGrid(w Window, ms int64) bool {
	return ms > 0 && ms%1000 == 0 && w.From >= 0 && w.From%ms == 0 && w.To%ms == 0
}

// times are a window's ends as the API writes them: RFC 3339, UTC, whole seconds.
type times struct{ from, to string }

const apiTime = "2006-01-02T15:04:05Z"

func timesOf(w Window) (times, bool) {
	write := func(ms int64) string { return time.UnixMilli(ms).UTC().Format(apiTime) }
	return times{write(w.From), write(w.To)}, w.From < w.To && w.From%1000 == 0 && w.To%1000 == 0
}

// Under these keys the ends of a window stand in variables: in a filter of the core's, or by themselves for a text of the
// user's own.
var (
	keysOfFrom = map[string]bool{"datetime_geq": true, "from": true}
	keysOfTo   = map[string]bool{"datetime_lt": true, "to": true}
)

// occurrences counts where a window stands in variables.
type occurrences struct{ from, to int }

// replaced gives a copy of a JSON value with other times in the place of these.
func (t times) replaced(value any, by times, found *occurrences) any {
	switch value := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(value))
		for key, inner := range value {
			switch {
			case keysOfFrom[key] && inner == t.from:
				found.from++
				out[key] = by.from
			case keysOfTo[key] && inner == t.to:
				found.to++
				out[key] = by.to
			default:
				out[key] = t.replaced(inner, by, found)
			}
		}
		return out
	case []any:
		out := make([]any, len(value))
		for i, inner := range value {
			out[i] = t.replaced(inner, by, found)
		}
		return out
	default:
		return value
	}
}
