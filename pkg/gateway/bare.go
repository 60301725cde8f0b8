package gateway

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// maxNesting bounds how deep selections and values lie within one another, in documents and variables. The core's take
// less than a dozen.
const maxNesting = 64

// maxSelected bounds the fields of a document, under whatever names. The API takes some thirty.
const maxSelected = 100

var errNesting = fmt.Errorf("it is nested deeper than %d", maxNesting)

// bare refuses whatever the core's documents are without. It comes before the rules of GraphQL: these compare each
// selection with each other that has its name, so that a short document could keep them busy for long.
func bare(operation *ast.OperationDefinition) error {
	directives := len(operation.Directives)
	for _, variable := range operation.VariableDefinitions {
		directives += len(variable.Directives)
	}
	if directives > 0 {
		return errors.New("it has directives")
	}
	selected := 0
	return bareFields(operation.SelectionSet, "", 1, &selected)
}

// bareFields refuses fields under one name within a selection, whose path is given, and what lies too deep or is too much.
func bareFields(selections ast.SelectionSet, path string, level int, selected *int) error {
	fields, err := fieldsIn(selections)
	if err != nil {
		return err
	}
	if level > maxNesting {
		return errNesting
	}
	if *selected += len(fields); *selected > maxSelected {
		return fmt.Errorf("it selects more than %d fields", maxSelected)
	}
	known := make(map[string]bool, len(fields))
	for _, field := range fields {
		if known[field.Alias] {
			return fmt.Errorf("it selects %q twice", path+field.Alias)
		}
		known[field.Alias] = true
		for _, argument := range field.Arguments {
			if nesting(argument.Value) > maxNesting {
				return errNesting
			}
		}
		if err := bareFields(field.SelectionSet, path+field.Alias+".", level+1, selected); err != nil {
			return err
		}
	}
	return nil
}

// nesting is how deep a value is; the parser has a bound of its own on what it takes.
func nesting(value *ast.Value) int {
	deepest := 0
	for _, child := range value.Children {
		deepest = max(deepest, nesting(child.Value))
	}
	return deepest + 1
}

// fieldsIn refuses whatever else a selection may hold: fragments, directives, introspection.
func fieldsIn(selections ast.SelectionSet) ([]*ast.Field, error) {
	fields := make([]*ast.Field, len(selections))
	for i, selection := range selections {
		field, ok := selection.(*ast.Field)
		switch {
		case !ok:
			return nil, errors.New("it has fragments")
		case len(field.Directives) > 0:
			return nil, errors.New("it has directives")
		case strings.HasPrefix(field.Name, "__"):
			return nil, errors.New("it asks for the schema")
		}
		fields[i] = field
	}
	return fields, nil
}
