/** Runs `task` now and then again `intervalMs` after each time it ended. Returns the way to stop, which waits for the last run. */
export function startPolling(intervalMs: number, task: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    await task();
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, intervalMs);
  };
  let running = run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
