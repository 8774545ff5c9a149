/** One schema per message of `planning.ts`: parsed once, at the edge. */
import * as v from 'valibot';
import {
	SECONDS_MOST,
	TABLE_SIZE,
	TAGS_MOST,
	USUAL_ORDER,
	WEIGHTS_TAKEN,
	type PlanSettings,
	type Weighed,
	type Weight
} from '../domain/cafe/plan-settings.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import { id, whole } from './commands.ts';

const size = v.nullable(whole(TABLE_SIZE.least, TABLE_SIZE.most));
const weight = (which: Weighed) =>
	v.pipe(
		v.picklist<readonly Weight[]>(['off', 'normal', 'strong']),
		v.check((word) => WEIGHTS_TAKEN[which].includes(word), `must be one of ${WEIGHTS_TAKEN[which].join(', ')}`)
	);

export const SettingsSchema = v.pipe(
	v.strictObject({
		policy: v.picklist(['mixed', 'group', 'fixed'], 'must be mixed, group or fixed'),
		lastRound: v.picklist(['as_planned', 'return_home'], 'must be as_planned or return_home'),
		smallest: size,
		largest: size,
		weights: v.strictObject({
			country: weight('country'),
			organisation: weight('organisation'),
			language: weight('language'),
			wishes: weight('wishes')
		}),
		atEveryTable: v.exactOptional(
			v.pipe(
				v.array(v.pipe(v.string('must be a tag'), v.minLength(1, 'must be a tag'), v.maxLength(120, 'must be a tag'))),
				v.maxLength(TAGS_MOST, `must name at most ${TAGS_MOST} tags`)
			)
		),
		order: v.exactOptional(
			v.pipe(
				v.array(v.picklist(USUAL_ORDER, `must be one of ${USUAL_ORDER.join(', ')}`)),
				v.check((order) => new Set(order).size === order.length, 'must name nothing twice')
			)
		),
		seconds: whole(1, SECONDS_MOST),
		seed: whole(0, 2 ** 31 - 1)
	}),
	v.check(
		({ smallest, largest }) => smallest === null || largest === null || smallest <= largest,
		'smallest must not be more than largest'
	)
) satisfies v.GenericSchema<unknown, PlanSettings>;

const version = whole(0, 1_000_000);
const run = v.pipe(v.string('must be the id of a run'), v.maxLength(64, 'must be the id of a run'));

export const OutlookWishSchema = v.strictObject({ settings: SettingsSchema });
export const RunWishSchema = v.strictObject({ run });
export const TakeWishSchema = v.strictObject({ run, basis: version });
export const UndoWishSchema = v.strictObject({ basis: version });
export const RepairWishSchema = v.strictObject({ basis: version, preview: v.boolean() });
export const MoveWishSchema = v.strictObject({
	basis: version,
	round: whole(1, 50),
	person: id<PersonId>(),
	table: id<TableId>(),
	with: v.nullable(id<PersonId>()),
	preview: v.boolean()
});
export type MoveWish = v.InferOutput<typeof MoveWishSchema>;
