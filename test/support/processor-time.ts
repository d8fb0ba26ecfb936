/**
 * Starts to count the processor time of this process, which does not depend on
 * what else the machine does.
 *
 * @returns gives the milliseconds since then
 */
export function startProcessorTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
}
