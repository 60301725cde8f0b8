package gateway

// fill makes what a question lacks of the rows of others about the same events, of whatever age: what is not as new as it must
// be is asked for all the same, and stands in if that fails.
func (l *ledger) fill(e *entry, q question) {
	if q.family == "" || len(l.lacking(e, q)) == 0 {
		return
	}
	e.filling.Lock()
	defer e.filling.Unlock()
	l.mu.Lock()
	now := horizon{q, l.holding, l.now()}
	lacks := now.lacking(e.segments)
	sources := l.sources(q)
	l.mu.Unlock()
	for _, from := range sources {
		var runs []run
		for _, lack := range lacks {
			runs = append(runs, now.runs(from, lack)...)
		}
		if len(runs) == 0 {
			continue
		}
		made, ok := from.rollUp(q, runs)
		if !ok {
			continue
		}
		l.mu.Lock()
		e.take(now, from, made, runs)
		l.use(from.entry)
		lacks = now.lacking(e.segments)
		l.weigh(e)
		l.mu.Unlock()
	}
}

func (l *ledger) lacking(e *entry, q question) []stretch {
	l.mu.Lock()
	defer l.mu.Unlock()
	return horizon{q, l.holding, l.now()}.lacking(e.segments)
}

// lacking gives what must be asked of a question if nothing else is known.
func (h horizon) lacking(known segments) []stretch {
	var found []stretch
	for _, step := range h.steps(h.stretch, known, nil) {
		if step.known == nil {
			found = append(found, step.stretch)
		}
	}
	return found
}

// take keeps rows that were made of a source's, but for what is known better by now.
func (e *entry) take(now horizon, from source, made rows, runs []run) {
	if !e.known {
		e.begin(now.selection.columns, now.column)
	}
	if e.at >= 0 {
		e.layout = now.selection.layout
	}
	own := e.recoded(made, from.columns)
	for _, each := range runs {
		whole := &segment{stretch: each.stretch, fetched: each.fetched, rows: own}
		for _, lack := range now.lacking(e.segments) {
			if part := whole.clipped(lack); part != nil && (each.sealed || e.segments.allOlder(part)) {
				e.segments = e.segments.with(part, now.isSealed)
			}
		}
	}
}

// recoded gives rows whose codes are the header's own. columns have the texts that they were of.
func (h *header) recoded(given rows, columns []sourced) rows {
	own := rows{buckets: given.buckets, columns: make([]values, 0, len(given.columns))}
	for at := range h.names {
		if at == h.at {
			continue
		}
		next := len(own.columns)
		column := given.columns[next]
		if column.codes != nil {
			texts := columns[next].texts
			known := make([]uint32, len(texts)) // one more than the code
			codes := make([]uint32, len(column.codes))
			for row, code := range column.codes {
				if known[code] == 0 {
					known[code] = h.code(at, texts[code]) + 1
				}
				codes[row] = known[code] - 1
			}
			column.codes = codes
		}
		own.columns = append(own.columns, column)
	}
	return own
}
