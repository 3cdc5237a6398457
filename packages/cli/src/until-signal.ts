/** Resolves at the first SIGTERM or SIGINT, for a graceful stop; the second one ends the process at once. */
export async function untilSignal(): Promise<void> {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  await new Promise<void>((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
  for (const signal of signals) process.on(signal, () => process.exit(1));
}
