package gateway

import (
	"fmt"

	"cloudflarestream/pkg/cloudflare"
)

// textShare is the part of what the ledger remembers that are texts, as a divisor.
const textShare = 16

// version tells what is known of a signature from what was known of it before, and of all others. It changes with whatever is
// learnt or forgotten.
type version uint64

// none is no version.
const none version = 0

// texts are answers as JSON, by the version that they are made of and their stretch: writing takes longer than all else that is
// done for somebody who asks for what is known.
//
// Law (ledger_texts_test.go): a text is what the rows would be written as that the same question has now.
type texts struct{ *lru[*cloudflare.Written] }

func newTexts(most int64) texts { return texts{newLRU[*cloudflare.Written](most)} }

func textKey(of version, s stretch) string { return fmt.Sprint(of, s) }

// text gives the answer to a question, if it was written and is all known still; else nil.
func (l *ledger) text(e *entry, q question) *cloudflare.Written {
	if !q.written {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	text, known := l.texts.get(textKey(e.version, q.stretch))
	if !known || len((horizon{q, l.holding, l.now()}).lacking(e.segments)) > 0 {
		return nil
	}
	l.counts.Hits++
	return text
}

// write writes a table that holds all that a version knows of a stretch.
func (l *ledger) write(of version, s stretch, table *cloudflare.Table) *cloudflare.Written {
	text := table.Written()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.texts.put(textKey(of, s), text, text.Bytes())
	return text
}
