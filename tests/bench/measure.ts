/** Small tools of the benchmark: quantiles of timings in milliseconds. */

/** @param timings milliseconds; sorted in place */
export const quantile = (timings: number[], share: number): number => {
  timings.sort((a, b) => a - b)
  return timings[Math.min(timings.length - 1, Math.floor(timings.length * share))] ?? Number.NaN
}
export const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** Runs `work` once for each item and returns the milliseconds each took. */
export const timings = <T>(items: readonly T[], work: (item: T) => void): number[] =>
  items.map(item => {
    const started = performance.now()
    work(item)
    return performance.now() - started
  })
