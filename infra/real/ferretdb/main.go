// FerretDB on SQLite for the tests: MongoDB's protocol where no MongoDB can be had.
//
//	ferretdb 127.0.0.1:PORT DATA_FOLDER/
//
// It runs until SIGTERM. The data folder must exist and its name end in a slash.
//
// FerretDB stands behind a front that lets one write through at a time: it looks a document up and then writes it in two steps, so that
// of two updates of `{_id, version: 1}` at once both may succeed. On MongoDB one of them does, and the front makes it so here.
package main

import (
	"context"
	"encoding/binary"
	"io"
	"log"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

const (
	headerBytes     = 16
	maxMessageBytes = 48_000_000 + headerBytes
	opMsg           = 2013
)

var writing sync.Mutex

func main() {
	folder, err := os.MkdirTemp("", "ferretdb-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	socket := filepath.Join(folder, "inner.sock")
	f, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: socket},
		Handler:   "sqlite",
		SQLiteURL: "file:" + os.Args[2],
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		log.Fatal(err)
	}
	front, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	go accept(front, socket)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := f.Run(ctx); err != nil {
		log.Fatal(err)
	}
}

func accept(front net.Listener, socket string) {
	for {
		client, err := front.Accept()
		if err != nil {
			return
		}
		go serve(client, socket)
	}
}

// serve hands on one request at a time; the inner connection stays until its answer, also when the client is gone.
func serve(client net.Conn, socket string) {
	defer client.Close()
	inner, err := net.Dial("unix", socket)
	if err != nil {
		return
	}
	defer inner.Close()
	for {
		request, err := readMessage(client)
		if err != nil {
			return
		}
		answer, err := exchange(inner, request)
		if err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

func exchange(inner net.Conn, request []byte) ([]byte, error) {
	if isWrite(request) {
		writing.Lock()
		defer writing.Unlock()
	}
	if _, err := inner.Write(request); err != nil {
		return nil, err
	}
	return readMessage(inner)
}

func readMessage(from io.Reader) ([]byte, error) {
	header := make([]byte, headerBytes)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, err
	}
	length := int(binary.LittleEndian.Uint32(header))
	if length < headerBytes || length > maxMessageBytes {
		return nil, io.ErrUnexpectedEOF
	}
	message := make([]byte, length)
	copy(message, header)
	_, err := io.ReadFull(from, message[headerBytes:])
	return message, err
}

// isWrite looks at the first field of an OP_MSG's body: header, 4 bytes of flags, 1 byte of section kind, 4 of length, 1 of type, name.
func isWrite(message []byte) bool {
	const nameAt = headerBytes + 4 + 1 + 4 + 1
	if len(message) <= nameAt || binary.LittleEndian.Uint32(message[12:]) != opMsg {
		return false
	}
	rest := message[nameAt:]
	for i, b := range rest {
		if b == 0 {
			switch string(rest[:i]) {
			case "insert", "update", "delete", "findAndModify", "findandmodify", "createIndexes", "dropIndexes", "dropDatabase", "drop", "create":
				return true
			}
			return false
		}
	}
	return false
}
