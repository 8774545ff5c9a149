/** The import edge: bytes of files in, checked values or precise faults out. Nothing here stores or throws. */
export { readFolderApart, readPeopleApart } from './apart.ts';
export { guardCell, unguardCell } from './cells.ts';
export { COLUMNS, type Column, type FoundColumns } from './columns.ts';
export type { Delimiter } from './csv-records.ts';
export { decodeText, type Encoding } from './encoding.ts';
export { readEvent, type EventOptions } from './event-json.ts';
export {
	type ImportedEvent,
	type ImportedPin,
	type ImportedProgrammeItem,
	type ImportedRound,
	type ImportedTable,
	type ImportedTopic
} from './event-schema.ts';
export { fault, IMPORT_RULES, type FaultParams, type ImportFault, type ImportRule, type Severity } from './fault.ts';
export {
	readFolder,
	verdictOf,
	type FolderFiles,
	type FolderImport,
	type FolderOptions,
	type Verdict
} from './folder.ts';
export { IDEA_LIMITS, readIdeas, type IdeasImport, type IdeasOptions, type ImportedIdea } from './ideas.ts';
export { isNameId, nameId } from './name-id.ts';
export { companyOf, KNOWN_NEEDS, type Company } from './needs.ts';
export { PEOPLE_LIMITS, readPeople, type PeopleImport, type PeopleOptions } from './people-csv.ts';
export { LIMITS, type ImportedPerson } from './person-row.ts';
export { cleanLine, cleanLines, isVisible, likenessKey } from './plain-text.ts';
export { EVENT_LIMITS } from './schema-parts.ts';
export { isCrew, rightsOf, type ImportedRole } from './roles.ts';
export { eventFromTemplate, TEMPLATES, type TemplateForm, type TemplateName } from './templates.ts';
export { checkTogether, type TogetherOptions } from './together.ts';
