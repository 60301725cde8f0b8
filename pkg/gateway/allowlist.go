package gateway

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"cloudflarestream/pkg/cloudflare"
)

const (
	// maxDocument bounds a document in bytes, maxTokens in tokens. The core's take some hundreds of bytes.
	maxDocument = 16 << 10
	maxTokens   = 2_000
	// maxPlans bounds the documents that are remembered. A dashboard has some dozens.
	maxPlans = 256
)

// accountVariable is the only way for an account into a document; the gateway sets it.
const accountVariable = "accountTag"

// Allowlist tells the documents and calls that may be sent from all others. It is safe for concurrent use.
type Allowlist struct {
	endpoints map[string]*endpoint

	schema *ast.Schema
	rules  *rules.Rules
	mu     sync.Mutex
	plans  map[string]*plan
}

// plan is what is known of an admitted document.
type plan struct {
	operation *ast.OperationDefinition
	node      *ast.Field
	shape     cloudflare.Shape
	selection *selection
}

// NewAllowlist takes the schema of all that may be asked, as SDL, and the calls over REST, as JSON.
func NewAllowlist(sdl, endpoints string) (*Allowlist, error) {
	calls, err := readEndpoints(endpoints)
	if err != nil {
		return nil, fmt.Errorf("allow-list: %w", err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "stream.graphql", Input: sdl})
	if err != nil {
		return nil, fmt.Errorf("allow-list: %w", err)
	}
	return &Allowlist{endpoints: calls, schema: schema, rules: rules.NewDefaultRules(), plans: map[string]*plan{}}, nil
}

// admit gives the plan of a document, or the reason why it is not sent.
func (a *Allowlist) admit(document string) (*plan, error) {
	a.mu.Lock()
	known := a.plans[document]
	a.mu.Unlock()
	if known != nil {
		return known, nil
	}
	found, err := a.inspect(document)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.plans) >= maxPlans {
		clear(a.plans)
	}
	a.plans[strings.Clone(document)] = found
	return found, nil
}

func (a *Allowlist) inspect(document string) (*plan, error) {
	if len(document) > maxDocument {
		return nil, fmt.Errorf("it is longer than %d bytes", maxDocument)
	}
	parsed, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: document}, maxTokens)
	if err != nil {
		return nil, err
	}
	if len(parsed.Operations) != 1 || len(parsed.Fragments) != 0 || parsed.Operations[0].Operation != ast.Query {
		return nil, errors.New("it is not exactly one query")
	}
	operation := parsed.Operations[0]
	if err := bare(operation); err != nil {
		return nil, err
	}
	if found := validator.ValidateWithRules(a.schema, parsed, a.rules); len(found) > 0 {
		return nil, found[0]
	}
	node, err := nodeOf(operation)
	if err != nil {
		return nil, err
	}
	row, err := a.fieldsOf(node.SelectionSet, "")
	if err != nil {
		return nil, err
	}
	return &plan{operation: operation, node: node, shape: cloudflare.Shape{Node: node.Alias, Row: row}, selection: selectionOf(node)}, nil
}

// nodeOf walks `viewer { accounts(filter: { accountTag: $accountTag }) { node } }`, the only way there is.
func nodeOf(operation *ast.OperationDefinition) (*ast.Field, error) {
	viewer, err := onlyField(operation.SelectionSet, "viewer")
	if err != nil {
		return nil, err
	}
	accounts, err := onlyField(viewer.SelectionSet, "accounts")
	if err != nil {
		return nil, err
	}
	if !asksConfiguredAccount(accounts) {
		return nil, errors.New("the account is not filter: { accountTag: $accountTag }")
	}
	node, err := onlyField(accounts.SelectionSet, "")
	if err != nil {
		return nil, err
	}
	if node.Definition.Type.Elem == nil {
		return nil, fmt.Errorf("%q has no rows", node.Name)
	}
	return node, nil
}

// onlyField is the one field of a selection, of that name and under that name; any will do for the empty name.
func onlyField(selections ast.SelectionSet, name string) (*ast.Field, error) {
	fields, err := fieldsIn(selections)
	if err != nil {
		return nil, err
	}
	if len(fields) != 1 {
		return nil, errors.New("it asks for more than one node")
	}
	if name != "" && (fields[0].Name != name || fields[0].Alias != name) {
		return nil, fmt.Errorf("it does not ask for %q alone", name)
	}
	return fields[0], nil
}

func asksConfiguredAccount(accounts *ast.Field) bool {
	if len(accounts.Arguments) != 1 || accounts.Arguments[0].Name != "filter" {
		return false
	}
	filter := accounts.Arguments[0].Value
	if filter.Kind != ast.ObjectValue || len(filter.Children) != 1 {
		return false
	}
	account := filter.Children[0]
	return account.Name == "accountTag" && account.Value.Kind == ast.Variable && account.Value.Raw == accountVariable
}
