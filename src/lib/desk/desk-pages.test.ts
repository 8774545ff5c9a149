import { expect, it } from 'vitest';
import { MAY, READS } from '../domain/access.ts';
import type { Role } from '../domain/people/person.ts';
import { mayOpen, pagesOf, runsTheEvent } from './desk-pages.ts';

const ROLES = Object.keys(READS) as Role[];

it('who runs the event is who may ring the bell', () => {
	for (const role of ROLES)
		if (role !== 'system') expect([role, runsTheEvent(role)]).toEqual([role, MAY.ring_bell.includes(role)]);
});

it('pages that show the desk are for roles that read it', () => {
	for (const role of ROLES)
		for (const page of ['console', 'plan', 'harvest', 'links'] as const)
			if (mayOpen(page, role)) expect([role, READS[role].includes('desk')]).toEqual([role, true]);
});

it('participants, hosts and the program open none of them; a screen its own', () => {
	expect(pagesOf('participant')).toEqual([]);
	expect(pagesOf('table_host')).toEqual([]);
	expect(pagesOf('system')).toEqual([]);
	expect(pagesOf('screen')).toEqual(['screen']);
	expect(pagesOf('greeter')).toEqual(['people', 'screen']);
});
