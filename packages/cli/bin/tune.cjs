// What must be set before the first ES module is loaded; hence CommonJS.
const { setFlagsFromString } = require('node:v8');
// Durable writes wait for the disk in libuv's threads: more of them than cores. Their number is read when the first one starts.
process.env.UV_THREADPOOL_SIZE ??= '16';
// A third less compiling, which on two cores takes its time from the mails; code that is warm runs as fast (docs/performance.md).
setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
// The main thread has its young generation already; threads that start later do well with the usual one.
setFlagsFromString('--max-semi-space-size=16');
// The heap may at most double until it is collected: V8 would let it grow fourfold under load, on pages that then stay half empty.
setFlagsFromString('--heap-growing-percent=100');
