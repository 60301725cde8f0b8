package gateway

import "time"

// maxWindow bounds the window of one ask: the API's own bound is a month or so, and nobody may pay to learn it.
const maxWindow = 366 * 24 * time.Hour

// spans tells whether variables hold both ends of a window that is no longer than it may be. Those of the core do.
func spans(variables map[string]any, w Window) bool {
	own, ok := timesOf(w)
	if !ok || w.To-w.From > maxWindow.Milliseconds() {
		return false
	}
	var found occurrences
	own.replaced(variables, own, &found)
	return found.from > 0 && found.to > 0
}
