/** Holds work at a point until a test opens it; tells when somebody has arrived there. */
export interface Gate {
  /** Resolves when the next one stands at the gate. */
  readonly reached: Promise<void>
  open(): void
  /** For the one who has to wait. */
  pass(): Promise<void>
}

export const createGate = (): Gate => {
  const arrived = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    reached: arrived.promise,
    open: opened.resolve,
    async pass() {
      arrived.resolve()
      await opened.promise
    },
  }
}
