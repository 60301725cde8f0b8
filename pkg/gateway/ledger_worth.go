package gateway

// worth is what an entry is worth to be remembered: how often it was used, by how many queries it has cost, by its size, on top
// of what was worth the least when it was used last, so that what is used no more loses against what is (Cherkasova,
// "Improving WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching Policy", 1998). What was made of others has cost
// nothing.
type worth struct {
	uses, queries float64
	value         float64
	// last is when it was used last, in uses of all.
	last uint64
}

// use takes notice of an entry's use.
func (l *ledger) use(e *entry) {
	l.uses++
	e.uses, e.last = e.uses+1, l.uses
	l.value(e)
}

func (l *ledger) value(e *entry) {
	e.value = l.floor + e.uses*e.queries/float64(max(1, e.weight))
}

// weigh takes notice of a change of an entry: it is another version, and may have another size. It makes room for it if need be:
// by others, and only where that is not enough by itself. What is being asked for is not forgotten.
func (l *ledger) weigh(e *entry) {
	l.changes++
	e.version = version(l.changes)
	if l.entries[e.of.signature] != e {
		return
	}
	before := e.weight
	e.weight = e.bytes()
	l.value(e)
	l.counts.Bytes += e.weight - before
	ledgerBytes.Add(float64(e.weight - before))
	for l.counts.Bytes > l.most {
		least := l.leastWorth(e)
		if least == nil {
			return
		}
		l.floor = max(l.floor, least.value)
		delete(l.entries, least.of.signature)
		l.families.remove(least)
		l.counts.Bytes -= least.weight
		l.counts.Evictions++
		ledgerBytes.Sub(float64(least.weight))
		ledgerEvictions.Inc()
	}
}

// leastWorth gives an entry that is not used now, or that one if there is no other; nil if everything is being asked for.
func (l *ledger) leastWorth(used *entry) *entry {
	var least *entry
	for _, each := range l.entries {
		switch {
		case len(each.air) > 0, each == used:
		case least == nil, each.value < least.value, each.value == least.value && each.last < least.last:
			least = each
		}
	}
	if least == nil && len(used.air) == 0 && l.entries[used.of.signature] == used {
		return used
	}
	return least
}
