import type { PersonFact, StageFact } from '../facts.ts';
import type { PersonId } from '../ids.ts';
import type { PersonPart, StagePart } from '../parts.ts';
import { unreachable } from '../result.ts';

type Hand = StagePart['hands'][number];

/** Who speaks, and the one speaking list for hall and remote. Repeated facts change nothing. */
export function evolveStage(part: StagePart, fact: StageFact): StagePart {
	switch (fact.type) {
		case 'stage_joined': {
			if (part.onStage.some(({ person }) => person === fact.person)) return part;
			return { ...part, onStage: [...part.onStage, { person: fact.person, attendance: fact.attendance }] };
		}
		case 'stage_left':
			return { ...part, onStage: part.onStage.filter(({ person }) => person !== fact.person) };
		case 'hand_raised': {
			if (part.hands.some(({ person }) => person === fact.person)) return part;
			const { person, attendance, at: since } = fact;
			return { ...part, hands: [...part.hands, { person, attendance, since, called: false }] };
		}
		case 'hand_lowered':
			return { ...part, hands: part.hands.filter(({ person }) => person !== fact.person) };
		case 'hand_called':
			return withHand(part, fact.person, { called: true });
		default:
			return unreachable(fact, part);
	}
}

/** The place in the list stays: called and put back is not sent to its end. */
const withHand = (part: StagePart, person: PersonId, change: Partial<Hand>): StagePart => ({
	...part,
	hands: part.hands.map((hand) => (hand.person === person ? { ...hand, ...change } : hand))
});

export const STAGE_INVITATION_FACTS = ['stage_invited', 'stage_invitation_ended'] as const;
type StageInvitationFact = Extract<PersonFact, { type: (typeof STAGE_INVITATION_FACTS)[number] }>;

export const evolveStageInvitation = (part: PersonPart, fact: StageInvitationFact): PersonPart => ({
	...part,
	invitedToStage: fact.type === 'stage_invited'
});
