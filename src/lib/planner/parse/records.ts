import { USUAL_ORDER } from '../order.ts';
import type { Criterion, Lock, Person, Rules, Table } from '../types.ts';
import type { FieldReader } from './fields.ts';

const TABLE_FIELDS = 'id topic seats minSeats mode remoteSeats languages channels stepFree optional'.split(' ');
const PERSON_FIELDS = 'id hosts attendance device languages country organisation tags topics stepFree'.split(' ');
const RULE_FIELDS =
	'policy lastRound personTwice tableTwice topicTwice language hallAtOnlineTables mix atEveryTable order'.split(' ');
const STRICTNESS = ['never', 'avoid', 'off'] as const;
export const MOST_SEATS = 10_000;

export function readTable(read: FieldReader, value: unknown, path: string): Table | null {
	const from = read.object(value, path, TABLE_FIELDS);
	if (!from) return null;
	if (from['seats'] === undefined) read.fault(`${path}.seats`, 'is missing');
	return {
		id: read.text(from['id'], `${path}.id`),
		topic: read.textOrNull(from['topic'], `${path}.topic`),
		seats: read.whole(from['seats'], `${path}.seats`, 1, MOST_SEATS, 1),
		minSeats: read.wholeOrNull(from['minSeats'], `${path}.minSeats`, 1, MOST_SEATS),
		mode: read.oneOf(from['mode'], `${path}.mode`, ['hall', 'online', 'linked'], 'hall'),
		remoteSeats: read.wholeOrNull(from['remoteSeats'], `${path}.remoteSeats`, 0, MOST_SEATS),
		languages: read.languages(from['languages'], `${path}.languages`),
		channels: read.languages(from['channels'], `${path}.channels`),
		stepFree: read.yes(from['stepFree'], `${path}.stepFree`, true),
		optional: read.yes(from['optional'], `${path}.optional`, false)
	};
}

export function readPerson(read: FieldReader, value: unknown, path: string): Person | null {
	const from = read.object(value, path, PERSON_FIELDS);
	if (!from) return null;
	const attendance = read.oneOf(from['attendance'], `${path}.attendance`, ['hall', 'remote'], 'hall');
	const device = read.oneOf(from['device'], `${path}.device`, ['own', 'table', 'none'], 'own');
	if (attendance === 'remote' && device !== 'own') {
		read.wrong(`${path}.device`, 'must be own, since the person is remote', device);
	}
	return {
		id: read.text(from['id'], `${path}.id`),
		hosts: read.textOrNull(from['hosts'], `${path}.hosts`),
		attendance,
		device,
		languages: read.languages(from['languages'], `${path}.languages`),
		country: read.textOrNull(from['country'], `${path}.country`),
		organisation: read.textOrNull(from['organisation'], `${path}.organisation`),
		tags: read.texts(from['tags'], `${path}.tags`),
		topics: read.texts(from['topics'], `${path}.topics`),
		stepFree: read.yes(from['stepFree'], `${path}.stepFree`, false)
	};
}

export function readLock(read: FieldReader, value: unknown, path: string, rounds: number): Lock | null {
	const from = read.object(value, path, ['person', 'round', 'table']);
	if (!from) return null;
	if (from['round'] === undefined) read.fault(`${path}.round`, 'is missing');
	return {
		person: read.text(from['person'], `${path}.person`),
		round: read.whole(from['round'], `${path}.round`, 1, rounds, 1),
		table: read.text(from['table'], `${path}.table`)
	};
}

export function readRules(read: FieldReader, value: unknown): Rules {
	const from = value === undefined ? {} : (read.object(value, 'rules', RULE_FIELDS) ?? {});
	const mix = from['mix'] === undefined ? ['country', 'organisation', 'mode'] : read.list(from['mix'], 'rules.mix');
	return {
		policy: read.oneOf(from['policy'], 'rules.policy', ['mixed', 'group', 'fixed'], 'mixed'),
		lastRound: read.oneOf(from['lastRound'], 'rules.lastRound', ['new_table', 'return_home'], 'new_table'),
		personTwice: read.oneOf(from['personTwice'], 'rules.personTwice', STRICTNESS, 'avoid'),
		tableTwice: read.oneOf(from['tableTwice'], 'rules.tableTwice', STRICTNESS, 'avoid'),
		topicTwice: read.oneOf(from['topicTwice'], 'rules.topicTwice', STRICTNESS, 'avoid'),
		language: read.oneOf(from['language'], 'rules.language', ['everyone', 'avoid', 'off'], 'everyone'),
		hallAtOnlineTables: read.yes(from['hallAtOnlineTables'], 'rules.hallAtOnlineTables', false),
		mix: mix.map((item, at) =>
			read.oneOf(item, `rules.mix[${at}]`, ['country', 'organisation', 'mode'] as const, 'country')
		),
		atEveryTable: [...new Set(read.texts(from['atEveryTable'], 'rules.atEveryTable'))],
		...(from['order'] === undefined ? {} : { order: readOrder(read, from['order']) })
	};
}

function readOrder(read: FieldReader, value: unknown): Criterion[] {
	const order: Criterion[] = [];
	read.list(value, 'rules.order').forEach((item, at) => {
		const path = `rules.order[${at}]`;
		const criterion = USUAL_ORDER.find((known) => known === item);
		if (criterion === undefined) read.wrong(path, `must be one of ${USUAL_ORDER.join(', ')}`, item);
		else if (order.includes(criterion)) read.fault(path, `names "${criterion}" twice`);
		else order.push(criterion);
	});
	return order;
}
