import { BackOff } from '#lib/client/back-off.ts';
import type { GuestView } from '#lib/live/view-choice.ts';

/** Each view and large dialog is a file of its own: on a slow network one waits for the code of one, not of ten. */
const LOADERS = {
	steps: () => import('./StepsView.svelte'),
	door: () => import('./DoorView.svelte'),
	lobby: () => import('./LobbyView.svelte'),
	seat_coming: () => import('./SeatComing.svelte'),
	stage: () => import('./StageView.svelte'),
	table: () => import('./TableView.svelte'),
	walk: () => import('./WalkView.svelte'),
	harvest: () => import('./HarvestView.svelte'),
	left: () => import('./LeftView.svelte'),
	after: () => import('./AfterView.svelte'),
	profile: () => import('./MyProfile.svelte'),
	data: () => import('./MyData.svelte')
};

export type ViewName = Exclude<GuestView['view'], 'loading'>;
type Name = keyof typeof LOADERS;
type Loaded = { [V in Name]?: Awaited<ReturnType<(typeof LOADERS)[V]>>['default'] };

/** In the order in which an event needs them. */
const ALL = Object.keys(LOADERS) as Name[];

class GuestViews {
	#here = $state.raw<Loaded>({});
	readonly #coming = new Set<Name>();
	readonly #backOff = new BackOff();

	/** The views whose code is here. Reactive. */
	get here(): Loaded {
		return this.#here;
	}

	/** Fetches a view's code once; when the network fails, again and again until it comes. */
	fetch(view: Name): void {
		if (this.#coming.has(view)) return;
		this.#coming.add(view);
		const attempt = (): Promise<void> =>
			LOADERS[view]().then(
				({ default: component }) => {
					this.#backOff.succeeded();
					this.#here = { ...this.#here, [view]: component };
				},
				() => void setTimeout(() => void attempt(), this.#backOff.next())
			);
		void attempt();
	}

	/** All others, so that no view comes late when the programme moves on; for when the page has nothing else to do. */
	fetchAll(): void {
		for (const view of ALL) this.fetch(view);
	}
}

/** One for the browser: another language makes the page anew, not the code. The server shows no view and fetches none. */
export const guestViews = new GuestViews();
