const AWAY = new Set(['StoreUnavailableError', 'LogBusyError']);

/** The store did not answer, or the log could not wait for it. By name: the built pages have classes of their own. */
export const isStoreAway = (cause: unknown): boolean => cause instanceof Error && AWAY.has(cause.name);
