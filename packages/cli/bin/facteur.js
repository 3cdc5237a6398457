#!/usr/bin/env node
// Durable writes wait for the disk in libuv's threads: more of them than cores, set before the first is used.
process.env.UV_THREADPOOL_SIZE ??= '16';
await import('../dist/main.js');
