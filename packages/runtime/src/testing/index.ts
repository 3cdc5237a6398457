/** The kernel on embedded adapters in a temporary folder, for tests of flows: time is moved by hand, and it fails when told to. */
export type { FaultPoint, Faults } from './faulty-ports.ts';
export { caseChangedData, mailData, type Recorded, recordingFlow } from './samples.ts';
export { openTestKernel, type TestKernel, type TestKernelOptions } from './test-kernel.ts';
