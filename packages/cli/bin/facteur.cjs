#!/usr/bin/env node
// Durable writes wait for the disk in libuv's threads: more of them than cores. Their number is read when the first one
// starts, and loading an ES module starts it; hence CommonJS.
process.env.UV_THREADPOOL_SIZE ??= '16';
void import('../dist/main.js');
