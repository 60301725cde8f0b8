package gateway

import (
	"fmt"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// textShare is the part of what the ledger remembers that are texts, as a divisor.
	textShare = 16
	// textIdle is how long a text is remembered that nobody asks for. Dashboards are refreshed more often, and most texts are
	// of windows that have moved on.
	textIdle = 5 * time.Minute
)

// version tells what is known of a signature from what was known of it before, and of all others. It changes with whatever is
// learnt or forgotten.
type version uint64

// none is no version.
const none version = 0

// texts are answers as JSON, by the version that they are made of and their stretch: writing takes longer than all else that is
// done for somebody who asks for what is known.
//
// Laws (ledger_texts_test.go): a text is what the rows would be written as that the same question has now; a text that nobody
// asks for is forgotten.
type texts struct{ *lru[*usedText] }

// usedText is a text, and when it was asked for last.
type usedText struct {
	*cloudflare.Written
	used time.Time
}

func newTexts(most int64) texts { return texts{newLRU[*usedText](most)} }

func textKey(of version, s stretch) string { return fmt.Sprint(of, s) }

// text gives the answer to a question, if it was written and is all known still; else nil.
func (l *ledger) text(e *entry, q question) *cloudflare.Written {
	if !q.written {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	found, known := l.texts.get(textKey(e.version, q.stretch))
	if !known || len((horizon{q, l.holding, l.now()}).lacking(e.segments)) > 0 {
		return nil
	}
	l.counts.Hits++
	found.used = l.now()
	return found.Written
}

// write writes a table that holds all that a version knows of a stretch.
func (l *ledger) write(of version, s stretch, table *cloudflare.Table) *cloudflare.Written {
	written := table.Written()
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.texts.prune(func(old *usedText) bool { return now.Sub(old.used) > textIdle })
	l.texts.put(textKey(of, s), &usedText{written, now}, written.Bytes())
	return written
}
