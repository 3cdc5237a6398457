// Reads the files for containers and clusters as the tools do that will read them, and prints what they come to as JSON.
//
//	check compose FILE [PROFILE…]   as `docker compose config`, by its own loader; variables from the environment
//	check kubernetes FOLDER         as `kubectl kustomize`; each object must decode strictly into its type
//
// What is wrong with them goes to standard error, and the exit code is 1.
package main

import (
	"errors"
	"fmt"
	"os"
)

func main() {
	printed, err := check(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout.Write(printed)
}

func check(args []string) ([]byte, error) {
	if len(args) < 2 {
		return nil, errors.New("usage: check compose FILE [PROFILE…] | check kubernetes FOLDER")
	}
	if args[0] == "compose" {
		return compose(args[1], args[2:])
	}
	return kubernetes(args[1])
}
