/** What can be done with a planned seat, as a menu: move or swap, fix, free. Only in rounds that are still open. */
import type { MenuItem } from '../components/menu/types.ts';
import type { IconComponent } from '../components/icon/types.ts';
import type { CafeClock } from '../domain/cafe/clock.ts';
import { m } from '../paraglide/messages.js';
import type { PersonRoute } from './plan-routes.ts';

/** The first round whose seats can still be changed: none that ran, runs or was announced. */
export function firstOpenRound(clock: CafeClock): number {
	switch (clock.phase) {
		case 'before':
			return 1;
		case 'running':
		case 'paused':
			return clock.round + 1;
		case 'ending':
			return (clock.next ?? clock.round) + 1;
		case 'moving':
			return clock.next + 1;
		case 'after':
			return Number.POSITIVE_INFINITY;
	}
}

export interface SeatSigns {
	readonly move: IconComponent;
	readonly fix: IconComponent;
	readonly free: IconComponent;
}

export type SeatWish = { readonly kind: 'move' | 'fix' | 'free'; readonly round: number };

/** For one round, or for all that are open. Hosts stay where they are. */
export function seatMenu(route: PersonRoute, open: number, signs: SeatSigns, only?: number): MenuItem[] {
	return route.stops.flatMap(({ table, pinned }, index) => {
		const round = index + 1;
		if (!table || round < open || (only !== undefined && round !== only)) return [];
		const items: MenuItem[] = [];
		if (!route.host && !pinned)
			items.push({
				id: `move ${round}`,
				text: only === undefined ? m.plan_move_item({ round }) : m.plan_move_here(),
				icon: signs.move,
				startsGroup: index > 0 && only === undefined
			});
		items.push(
			pinned
				? { id: `free ${round}`, text: m.plan_unpin({ round }), icon: signs.free }
				: { id: `fix ${round}`, text: m.plan_lock_here({ round, table: table.number }), icon: signs.fix }
		);
		return items;
	});
}

export function wishOf(id: string): SeatWish {
	const [kind, round] = id.split(' ');
	return { kind: kind as SeatWish['kind'], round: Number(round) };
}
