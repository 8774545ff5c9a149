declare global {
	namespace App {
		interface Locals {
			/** The store did not answer: whoever asked is told to come again. */
			storeAway?: boolean;
		}
		interface Error {
			message: string;
			/** Key of the sentence that the error page shows. */
			code?: string;
			/** What a person can quote; the log has the rest. */
			incident?: string;
		}
	}
}
export {};
