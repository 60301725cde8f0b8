package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"cloudflarestream/pkg/cloudflare"
)

// api answers requests over the wire as a world would: every node of a document, and if one fails, none.
type api struct {
	*world
	// most is how many nodes it takes.
	most int
	// trouble tells of a request, by its number and what it asks, what is the matter with it; nil if nothing is.
	trouble func(number int, asked []wanted) *cause

	mu       sync.Mutex
	requests [][]wanted
	// tooMany are the least nodes that were refused, and when last; broken says that more were sent after that.
	tooMany int
	told    time.Time
	broken  string
}

// cause is what happens to a request.
type cause struct {
	status  int
	message string
	takes   time.Duration
	reset   bool
}

var (
	internal    = &cause{status: 500, message: "Internal server error"}
	noField     = &cause{status: 403, message: "account 'a' does not have access to the field 'x' from the path"}
	tooMany     = &cause{status: 429, message: "in combination, your request queries too many nodes, zones and accounts"}
	revoked     = &cause{status: 401, message: "Authentication error"}
	slowAnswer  = &cause{takes: 20 * time.Second}
	brokenWire  = &cause{reset: true}
	usedUpBrief = &cause{status: 429, message: "rate limiter budget depleted, try again after 5 minutes"}
)

// gatewayTo makes a gateway that asks an API, in a bubble.
func gatewayTo(t testing.TB, to *api) *Gateway {
	clock := SystemClock()
	return New(Config{
		Client:    cloudflare.NewClient(&http.Client{Transport: to}, "https://api", "token"),
		Allowlist: to.list, Account: "configured", LimitsDocument: limitsDocument, Timeout: 30 * time.Second,
		Budget: NewBudgets(clock).Share("token", queries(300)), Clock: clock, Gather: 20 * time.Millisecond,
		Holding: Holding{SettleDelay: to.settleDelay, Freshness: time.Minute}, CacheBytes: 64 << 20,
	})
}

func (a *api) RoundTrip(request *http.Request) (*http.Response, error) {
	text, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	asked, aliases, err := readBatch(text)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	a.mu.Lock()
	number := len(a.requests)
	a.requests = append(a.requests, asked)
	if count := len(asked); count > mostTogether || a.tooMany > 0 && count >= a.tooMany && began.After(a.told) && began.Before(a.told.Add(learntFor)) {
		a.broken = fmt.Sprintf("%d went together, and %d were too many", count, a.tooMany)
	}
	a.mu.Unlock()
	met := &cause{}
	if a.trouble != nil {
		if found := a.trouble(number, asked); found != nil {
			met = found
		}
	}
	if len(asked) > a.most {
		met = tooMany
	}
	select {
	case <-time.After(a.takes + met.takes):
	case <-request.Context().Done():
		return nil, request.Context().Err()
	}
	switch {
	case met.reset:
		return nil, errors.New("connection reset by peer")
	case met == tooMany:
		a.mu.Lock()
		if count := len(asked); a.tooMany == 0 || count < a.tooMany {
			a.tooMany, a.told = count, time.Now()
		}
		a.mu.Unlock()
		fallthrough
	case met.message != "":
		return answered200(met.status, map[string]any{"data": nil, "errors": []any{map[string]any{"message": met.message}}}), nil
	}
	account := map[string]any{}
	for i, of := range asked {
		account[aliases[i]] = rowsOf(a.table(of, began))
	}
	return answered200(200, map[string]any{"data": map[string]any{"viewer": map[string]any{"accounts": []any{account}}}, "errors": nil}), nil
}

func answered200(status int, body any) *http.Response {
	text, _ := json.Marshal(body)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(text))}
}

// readBatch tells what a request asks of each node, and under which name.
func readBatch(text []byte) (asked []wanted, aliases []string, err error) {
	var body struct {
		Query     string
		Variables map[string]any
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		return nil, nil, err
	}
	parsed, err := parser.ParseQuery(&ast.Source{Input: body.Query})
	if err != nil {
		return nil, nil, err
	}
	declared := map[string]bool{}
	for _, each := range parsed.Operations[0].VariableDefinitions {
		declared[each.Variable] = true
	}
	for name := range body.Variables {
		if !declared[name] {
			return nil, nil, fmt.Errorf("$%s is not declared", name)
		}
	}
	if body.Variables[accountVariable] != "configured" {
		return nil, nil, errors.New("another account")
	}
	viewer := parsed.Operations[0].SelectionSet[0].(*ast.Field)
	for _, each := range viewer.SelectionSet[0].(*ast.Field).SelectionSet {
		node := each.(*ast.Field)
		asked, aliases = append(asked, readNode(node, body.Variables)), append(aliases, node.Alias)
	}
	return asked, aliases, nil
}

func readNode(node *ast.Field, variables map[string]any) wanted {
	of := wanted{node: node.Name}
	for _, each := range node.SelectionSet {
		field := each.(*ast.Field)
		for _, inner := range field.SelectionSet {
			name := inner.(*ast.Field).Name
			switch _, isBucket := policy.Datasets[of.node].Buckets[name]; {
			case isBucket:
				of.bucket = name
			case field.Name == "dimensions":
				of.groups = append(of.groups, name)
			default:
				of.metrics = append(of.metrics, field.Name+"."+name)
			}
		}
		if len(field.SelectionSet) == 0 {
			of.metrics = append(of.metrics, field.Name)
		}
	}
	value := func(argument string) any { return variables[node.Arguments.ForName(argument).Value.Raw] }
	limit, _ := value("limit").(json.Number).Int64()
	of.limit = int(limit)
	for _, each := range value("orderBy").([]any) {
		of.order = append(of.order, each.(string))
	}
	filter := value("filter").(map[string]any)
	from, _ := time.Parse(time.RFC3339, filter["datetime_geq"].(string))
	to, _ := time.Parse(time.RFC3339, filter["datetime_lt"].(string))
	of.window = Window{from.UnixMilli(), to.UnixMilli()}
	of.only, _ = filter["clientCountryName"].(string)
	return of
}

// rowsOf gives a table as the API writes it.
func rowsOf(table *cloudflare.Table) []map[string]any {
	all := make([]map[string]any, table.Rows)
	for r := range all {
		all[r] = map[string]any{}
		for _, column := range table.Columns {
			into := all[r]
			block, name, nested := strings.Cut(column.Name, ".")
			if nested {
				if into[block] == nil {
					into[block] = map[string]any{}
				}
				into = into[block].(map[string]any)
			} else {
				name = block
			}
			if column.Kind == cloudflare.Number {
				into[name] = column.Values[r]
			} else {
				into[name] = column.Dictionary[column.Codes[r]]
			}
		}
	}
	return all
}

// sizes are how many questions each request carried, in order.
func (a *api) sizes() []int {
	a.mu.Lock()
	defer a.mu.Unlock()
	sizes := make([]int, len(a.requests))
	for i, asked := range a.requests {
		sizes[i] = len(asked)
	}
	return sizes
}

// asksFor gives the asks of several questions, by ID.
func (w *world) asksFor(all map[string]wanted) []Ask {
	asks := make([]Ask, 0, len(all))
	for _, id := range slices.Sorted(maps.Keys(all)) {
		one := w.ask(all[id])
		one.ID = id
		asks = append(asks, one)
	}
	return asks
}
