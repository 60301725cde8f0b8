package plugin

import (
	"fmt"
	"strings"
	"testing"

	"cloudflarestream/pkg/gateway"
)

func TestRequestsAreReadOnceAndRememberedWithinBounds(t *testing.T) {
	d, body, queries := panel(t, 2, 2)
	first, _ := d.requests.read(d.gateway, []byte(body))
	again, _ := d.requests.read(d.gateway, []byte(body))
	if len(first) != 1 || first[0] != again[0] {
		t.Errorf("%v %v", first, again)
	}
	variable := strings.Replace(body, `{"asks"`, `{"caller":"variable","asks"`, 1)
	if other, _ := d.requests.read(d.gateway, []byte(variable)); other[0] == first[0] {
		t.Error("who asks is part of a request")
	}
	for i := range 3 * maxKnown {
		d.requests.read(d.gateway, fmt.Appendf(nil, `{"asks":[{"id":"%d"}]}`, i))
	}
	long := `{"asks":[{"id":"` + strings.Repeat("x", maxKnownBody) + `"}]}`
	if _, problem := d.requests.read(d.gateway, []byte(long)); problem != "" {
		t.Error(problem)
	}
	if _, known := d.requests.known[long]; known || len(d.requests.known) > maxKnown {
		t.Errorf("%d requests are remembered; a long one: %v", len(d.requests.known), known)
	}
	if _, problem := d.requests.read(d.gateway, []byte(`{"asks":3}`)); !strings.HasPrefix(problem, "The body is not a list of asks") {
		t.Error(problem)
	}
	if made := queries.Load(); made > 0 {
		t.Errorf("%d queries", made)
	}
}

func TestAPreparedAskIsAnsweredAnyNumberOfTimesAndRefusedTheSameWay(t *testing.T) {
	d, body, queries := panel(t, 2, 2)
	asks, _ := d.requests.read(d.gateway, []byte(body))
	for range 3 {
		if reply := d.gateway.AnswerPrepared(t.Context(), asks[0]); reply.Written == nil || reply.Written.Rows != 4 {
			t.Errorf("%+v", reply)
		}
	}
	no := d.gateway.Prepare(gateway.Ask{Document: "mutation { x }"})
	for range 2 {
		if reply := d.gateway.AnswerPrepared(t.Context(), no); reply.Refusal == nil {
			t.Errorf("%+v", reply)
		}
	}
	if made := queries.Load(); made != 1 {
		t.Errorf("%d queries", made)
	}
}
