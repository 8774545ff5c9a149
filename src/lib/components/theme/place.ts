import type { PlaceTarget } from './types.ts';

/** The kind of thing that is dragged, so that a theme takes insights and nothing else. */
export const INSIGHT_DRAG = 'application/x-rondo-insight';

const NEW = 'new';
const UNPLACED = 'unplaced';

/** Menu ids and places are one thing in two forms; theme ids carry a prefix so that none is mistaken for a word. */
export function targetOf(menuId: string): PlaceTarget {
	if (menuId === NEW) return { kind: 'new_theme' };
	if (menuId === UNPLACED) return { kind: 'unplaced' };
	return { kind: 'theme', id: menuId.slice('theme:'.length) };
}

export function menuIdOf(target: PlaceTarget): string {
	if (target.kind === 'theme') return `theme:${target.id}`;
	return target.kind === 'new_theme' ? NEW : UNPLACED;
}
