import { expect, test } from 'vitest';
import { likeness } from './likeness.ts';

test.each([
	['Amina Malik', 'amina  malik'],
	['Amina Malik', 'A\u200dmi\u200cna Malik'],
	['Amina Malik', 'Amına Mаlik'],
	['Amina Malik', 'Аміna MaIik'],
	['Olle', '0lle'],
	['Rüdiger Möhring', 'Rudiger Mohring.'],
	['Anna', 'Ａｎｎａ'],
	['Νίκος', 'Νικος'],
	['Petra', 'P\u034fe\ufe0ftra'],
	['Maximilian', 'MAXIMILIAN'],
	['Ivan', 'lvan']
])('%s and %s look the same', (one, other) => expect(likeness(other)).toBe(likeness(one)));

test.each([
	['Anna', 'Anne'],
	['Ivan', 'Иван'],
	['Mali', 'Malik'],
	['李娜', '李那'],
	['Anna M', 'Anna K']
])('%s and %s do not', (one, other) => expect(likeness(other)).not.toBe(likeness(one)));
