import { expect, test } from 'vitest';
import { menuIdOf, targetOf } from './place.ts';
import type { PlaceTarget } from './types.ts';

test.each<PlaceTarget>([
	{ kind: 'theme', id: 't1' },
	{ kind: 'theme', id: 'new' },
	{ kind: 'theme', id: 'unplaced' },
	{ kind: 'new_theme' },
	{ kind: 'unplaced' }
])('a place survives the way through the menu: %o', (target) => {
	expect(targetOf(menuIdOf(target))).toEqual(target);
});
