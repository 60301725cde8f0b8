package gateway

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"cloudflarestream/pkg/cloudflare"
)

// document is a document with its variables, as the allow-list has let it pass.
type document struct {
	text      string
	plan      *plan
	variables map[string]any
}

// asOne makes one document of several, with a name of its own for each node and each variable: the API answers an alias as
// though it had been asked alone (developers.cloudflare.com/analytics/graphql-api/getting-started/querying-basics).
func asOne(all []document) (text string, variables map[string]any, shapes []cloudflare.Shape) {
	variables = map[string]any{}
	operation := &ast.OperationDefinition{Operation: ast.Query}
	var nodes ast.SelectionSet
	for i, one := range all {
		alias := fmt.Sprint("q", i)
		rename := func(variable string) string {
			if variable == accountVariable {
				return variable
			}
			return alias + "_" + variable
		}
		for _, definition := range one.plan.operation.VariableDefinitions {
			name := rename(definition.Variable)
			if operation.VariableDefinitions.ForName(name) == nil {
				own := *definition
				own.Variable = name
				operation.VariableDefinitions = append(operation.VariableDefinitions, &own)
			}
		}
		for name, value := range one.variables {
			variables[rename(name)] = value
		}
		node := renamed(one.plan.node, rename)
		node.Alias = alias
		nodes = append(nodes, node)
		shapes = append(shapes, cloudflare.Shape{Node: alias, Row: one.plan.shape.Row})
	}
	viewer := *all[0].plan.operation.SelectionSet[0].(*ast.Field) // nodeOf has walked the same way.
	accounts := *viewer.SelectionSet[0].(*ast.Field)
	accounts.SelectionSet = nodes
	viewer.SelectionSet = ast.SelectionSet{&accounts}
	operation.SelectionSet = ast.SelectionSet{&viewer}
	var out strings.Builder
	formatter.NewFormatter(&out, formatter.WithIndent(" ")).FormatQueryDocument(&ast.QueryDocument{Operations: ast.OperationList{operation}})
	return out.String(), variables, shapes
}

// renamed gives a field with the variables in it under other names.
func renamed(field *ast.Field, rename func(string) string) *ast.Field {
	own := *field
	own.Arguments = nil
	for _, argument := range field.Arguments {
		own.Arguments = append(own.Arguments, &ast.Argument{Name: argument.Name, Value: renamedValue(argument.Value, rename)})
	}
	own.SelectionSet = nil
	for _, selection := range field.SelectionSet {
		own.SelectionSet = append(own.SelectionSet, renamed(selection.(*ast.Field), rename)) // fieldsIn has let no other pass.
	}
	return &own
}

func renamedValue(value *ast.Value, rename func(string) string) *ast.Value {
	own := *value
	if own.Kind == ast.Variable {
		own.Raw = rename(own.Raw)
	}
	own.Children = nil
	for _, child := range value.Children {
		own.Children = append(own.Children, &ast.ChildValue{Name: child.Name, Value: renamedValue(child.Value, rename)})
	}
	return &own
}
