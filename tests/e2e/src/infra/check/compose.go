package main

import (
	"context"

	"github.com/compose-spec/compose-go/v2/cli"
)

// The project of one file, as JSON: variables filled in, anchors merged, checked against the Compose specification.
func compose(file string, profiles []string) ([]byte, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithOsEnv, cli.WithProfiles(profiles))
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	return project.MarshalJSON()
}
