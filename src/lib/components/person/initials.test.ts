import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
	['Aurélie Roux', 'AR'],
	['Sanne', 'S'],
	['  Élodie   de la  Tour ', 'ÉT'],
	['Ελένη Παππά', 'ΕΠ'],
	['стоян', 'С'],
	['𝒜da Lovelace', '𝒜L'],
	['', '']
])('initials of “%s” are “%s”', (name, initials) => {
	expect(initialsOf(name)).toBe(initials);
});
