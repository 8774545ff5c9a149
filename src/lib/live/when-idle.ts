/** A page that is busy for longer than this gets it done anyway. */
const AT_MOST_MS = 5_000;

/** Runs `then` when the browser has nothing else to do. Returns the way to call it off. In the browser only. */
export function whenIdle(then: () => void): () => void {
	// Safari has no idle callbacks: a short wait is near enough.
	if (typeof requestIdleCallback !== 'function') {
		const timer = setTimeout(then, 1_000);
		return () => clearTimeout(timer);
	}
	const asked = requestIdleCallback(then, { timeout: AT_MOST_MS });
	return () => cancelIdleCallback(asked);
}
