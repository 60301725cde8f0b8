package cloudflare

import (
	"errors"
	"io"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// maxBytes bounds one answer after decompression. A full page of 10,000 rows takes one to two million bytes.
const maxBytes = 64 << 20

var errTooLarge = errors.New("answer too large")

// source reads a body up to a bound and remembers why reading ended, which a decoder's error no longer tells.
type source struct {
	body io.Reader
	left int
	err  error
}

func (s *source) Read(into []byte) (int, error) {
	if s.left <= 0 {
		s.err = errTooLarge
		return 0, s.err
	}
	n, err := s.body.Read(into[:min(len(into), s.left)])
	s.left -= n
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// refusal is what a failed read means, nil if none failed. A body that ends before its announced length is malformed
// as any other truncated body: the decoder says so.
func (s *source) refusal() *Refusal {
	switch {
	case s.err == nil, errors.Is(s.err, io.ErrUnexpectedEOF):
		return nil
	case errors.Is(s.err, errTooLarge), errors.Is(s.err, httpclient.ErrResponseBodyTooLarge):
		return Refusef(TooLarge, "The answer is longer than the bound of %d bytes.", maxBytes)
	default:
		return FromError(s.err)
	}
}
