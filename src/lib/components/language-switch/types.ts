export type SpokenLanguage = {
	/** BCP 47. */
	tag: string;
	/** In itself: "Ελληνικά". */
	name: string;
	/** "Anouk interprets", "relay from English". */
	note?: string | undefined;
	silent?: boolean | undefined;
};

export type LanguageSwitchProps = {
	languages: readonly SpokenLanguage[];
	/** `original` for the original sound. */
	current: string;
	onchoose: (tag: string) => void;
	/** Language of the page, or of the sound. */
	of?: 'page' | 'sound' | undefined;
	kind?: 'quiet' | 'secondary' | undefined;
};
