//go:build replay

package replay

import (
	"bufio"
	"encoding/json"
	"io"
	"sync"
)

// wire is the way to the driver. One exchange follows another: whoever reads or waits for its turn is not idle to the
// bubble, so that its time stands still.
type wire struct {
	mu   sync.Mutex
	from *bufio.Reader
	to   *bufio.Writer
}

func newWire(from io.Reader, to io.Writer) *wire {
	return &wire{from: bufio.NewReaderSize(from, 1<<20), to: bufio.NewWriterSize(to, 1<<20)}
}

func (w *wire) exchange(said, heard any) {
	text, err := json.Marshal(said)
	must(err)
	w.mu.Lock()
	defer w.mu.Unlock()
	_, err = w.to.Write(append(text, '\n'))
	must(err)
	must(w.to.Flush())
	line, err := w.from.ReadBytes('\n')
	must(err)
	must(json.Unmarshal(line, heard))
}
