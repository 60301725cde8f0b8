package gateway

import (
	"encoding/json"
	"math"
	"time"
)

// question is what an ask is to the ledger.
type question struct {
	from asker
	// signature is the same for all asks that differ in their window alone, or for equal asks where there is no bucket.
	signature string
	grid      grid
	stretch   stretch
	// column holds the bucket of a row; empty where the whole window is one bucket.
	column string
	// limit is how many rows a page has that may be cut.
	limit int
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
func questionOf(ask Ask, from asker, variables map[string]any) (question, bool) {
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
	if bucket := ask.Bucket; bucket != nil && limited && onGrid(ask.Window, bucket.Ms) {
		signature, err := json.Marshal([]any{ask.Document, without, bucket})
		by := grid{ms: bucket.Ms}
		return question{
			from: from, signature: string(signature), grid: by, stretch: stretch{ask.Window.From / by.ms, ask.Window.To / by.ms},
			column: bucket.Column, limit: limit,
			variables: func(of stretch) map[string]any {
				other, _ := timesOf(by.window(of))
				return own.replaced(variables, other, new(occurrences)).(map[string]any)
			},
		}, err == nil
	}
	signature, err := json.Marshal([]any{ask.Document, variables})
	return question{
		from: from, signature: string(signature), grid: grid{ask.Window.From, ask.Window.To - ask.Window.From}, stretch: stretch{0, 1},
		limit:     math.MaxInt,
		variables: func(stretch) map[string]any { return variables },
	}, err == nil
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
