import { kindOf, type Channel } from './channel.ts';
import type {
	CarePart,
	DeskPart,
	DoorPart,
	EveryonePart,
	HelpPart,
	Part,
	PersonPart,
	StagePart,
	TablePart
} from './parts.ts';

/** The parts before their first fact. */
export const INITIAL_EVERYONE: EveryonePart = {
	card: null,
	item: null,
	started: {},
	clock: { phase: 'before' },
	planVersion: 0,
	seatingVersion: 0,
	versionsUsed: 0,
	announcements: [],
	vote: null,
	voteBefore: null,
	withdrawnVotes: [],
	results: null,
	unpublished: null,
	closed: false
};
export const INITIAL_STAGE: StagePart = { onStage: [], hands: [] };
export const INITIAL_TABLE: TablePart = {
	version: 0,
	round: 0,
	seated: [],
	host: null,
	ideas: [],
	hands: [],
	visitors: [],
	rekey: 0,
	mergedInto: null,
	announcements: []
};
export const INITIAL_PERSON: PersonPart = {
	role: 'observer',
	profile: null,
	participation: 'invited',
	hosts: null,
	needs: [],
	seat: null,
	next: null,
	visiting: null,
	route: [],
	visited: [],
	ideas: [],
	stars: [],
	ballots: {},
	consents: {},
	invitedToStage: false,
	help: null,
	forgotten: null
};
export const INITIAL_DESK: DeskPart = {
	people: {},
	pins: [],
	plan: null,
	seating: null,
	next: null,
	previous: null,
	insights: [],
	themes: [],
	twins: {},
	announcements: [],
	acts: []
};
export const INITIAL_CARE: CarePart = { needs: {} };
export const INITIAL_HELP: HelpPart = { calls: [] };
export const INITIAL_DOOR: DoorPart = { waiting: [] };

const INITIAL = {
	everyone: INITIAL_EVERYONE,
	stage: INITIAL_STAGE,
	table: INITIAL_TABLE,
	person: INITIAL_PERSON,
	desk: INITIAL_DESK,
	care: INITIAL_CARE,
	'group:help': INITIAL_HELP,
	'group:door': INITIAL_DOOR
};

export const initialPart = (channel: Channel): Part => INITIAL[kindOf(channel)];
