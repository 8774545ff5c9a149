/** Which modules of the pages share a file: read by `vite.config.ts`. */
import type { Plugin, Rollup } from 'vite';

const KIT = /\/@sveltejs\/kit\/src\/runtime\/(app|client|shared\.js)/;
/** Where a search for pages ends. */
const PAGE = /\/(generated\/client-optimized|@sveltejs\/kit\/src\/runtime)\/|\/\+\w+\.svelte$/;

/**
 * Left alone, the build makes a file of every set of modules that pages share: 72 for a seat at a table. Over HTTP/1.1 a
 * browser fetches six at a time, so on a slow network the number of files costs more than their bytes. Instead, what is
 * shared goes into one file for each kind of page; the first in this list from which a module is reached has it.
 */
const EVERY =
	/\/@sveltejs\/kit\/src\/runtime\/client\/|\/generated\/client-optimized\/app\.js$|\/src\/routes\/\+\w+\.svelte$/;
const DOOR = /\/src\/routes\/(?!e\/).*\+page\.svelte$/;
const LIVE = /\/src\/routes\/e\/\[entry\]\/\+\w+\.svelte$/;
const TABLE = /\/_guest\/TableView\.svelte$/;
const GUEST = /\/_guest\/\w+\.svelte$/;
const DESK = /\/src\/routes\/e\/\[entry\]\/\w+\/\+page\.svelte$/;
const SHARED_FILES: readonly (readonly [file: string, ...reachedFrom: readonly RegExp[]])[] = [
	['every', EVERY],
	['door-and-live', DOOR, LIVE],
	['door-and-table', DOOR, TABLE],
	['live', LIVE],
	['door', DOOR],
	['table', TABLE],
	['guest', GUEST],
	['desk', DESK]
];

type ModuleGraph = Pick<Rollup.PluginContext, 'getModuleInfo'>;

/** Says for each module in which shared file it belongs. */
export class SharedFiles {
	readonly #importers = new Map<string, readonly string[] | null>();
	readonly #files = new Map<string, string | null>();
	readonly #speakers = new Map<string, Set<string>>();

	/** All modules import all sentences; what counts is who says one. */
	readonly plugin: Plugin = {
		name: 'rondo-shared-files',
		apply: 'build',
		// What the server says of itself is no page's.
		applyToEnvironment: ({ name }) => name === 'client',
		enforce: 'post',
		transform: (code, id) => {
			if (!code.includes('/paraglide/messages.js')) return;
			for (const [, key] of code.matchAll(/\bm\.(\w+)/g)) this.#speakersOf(key!).add(id);
		}
	};

	/** For `codeSplitting` of the build. */
	groups() {
		return SHARED_FILES.map(([file], index) => ({
			debugName: file,
			name: (id: string, graph: ModuleGraph) => (this.#fileOf(id, graph) === file ? file : null),
			priority: SHARED_FILES.length - index
		}));
	}

	/** Null when one page or one dynamic import alone has it. */
	#fileOf(id: string, graph: ModuleGraph): string | null {
		const known = this.#files.get(id);
		if (known !== undefined) return known;
		const pages: string[] = [];
		const reached = new Set([id]);
		for (const one of reached) {
			const importers = this.#importersOf(one, graph);
			if (importers === null) pages.push(one);
			else for (const importer of importers) reached.add(importer);
		}
		const found = SHARED_FILES.find(([, ...kinds]) => kinds.every((kind) => pages.some((page) => kind.test(page))));
		const file = KIT.test(id) ? 'every' : pages.length < 2 ? null : (found?.[0] ?? null);
		this.#files.set(id, file);
		return file;
	}

	/** Null where the search ends: a page, or what is fetched by a dynamic import. */
	#importersOf(id: string, graph: ModuleGraph): readonly string[] | null {
		const known = this.#importers.get(id);
		if (known !== undefined) return known;
		const [, key] = /\/paraglide\/messages\/([a-z]\w*)\.js$/.exec(id) ?? [];
		const found = key ? [...this.#speakersOf(key)] : this.#importersIn(graph, id);
		this.#importers.set(id, found);
		return found;
	}
	#importersIn(graph: ModuleGraph, id: string): readonly string[] | null {
		const info = PAGE.test(id) ? null : graph.getModuleInfo(id);
		return info === null || info.dynamicImporters.length > 0 ? null : info.importers;
	}
	#speakersOf(key: string): Set<string> {
		const known = this.#speakers.get(key) ?? new Set();
		this.#speakers.set(key, known);
		return known;
	}
}
