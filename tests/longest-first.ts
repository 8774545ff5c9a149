import type { TestSpecification } from 'vitest/node';

/** The files that take longest begin first, so that at the end nobody waits for one of them alone. */
export class LongestFirst {
	readonly #longest = [
		'two-nodes',
		'fault-connections',
		'fault-app-killed.',
		'cafe',
		'rehearse-command',
		'rehearsal-restart',
		'fault-app-killed-typing',
		'signed-out',
		'fault-redis-killed'
	];

	#rank(path: string): number {
		const rank = this.#longest.findIndex((name) => path.includes(`/${name}`));
		return rank < 0 ? this.#longest.length : rank;
	}

	shard(files: TestSpecification[]): TestSpecification[] {
		return files;
	}

	sort(files: TestSpecification[]): TestSpecification[] {
		return files.toSorted(
			(a, b) => this.#rank(a.moduleId) - this.#rank(b.moduleId) || (a.moduleId < b.moduleId ? -1 : 1)
		);
	}
}
