export type BrandProps = {
	/** Makes the brand a link, usually to the home page. */
	href?: string | undefined;
	/** Only the mark, where there is no room for the word. */
	markOnly?: boolean | undefined;
};
