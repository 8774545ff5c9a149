export type LoadingBarsProps = {
	/** What is being fetched, and what already works. */
	text: string;
	bars?: number | undefined;
	/** Nothing is shown before; 300 ms without it. */
	afterMs?: number | undefined;
};
