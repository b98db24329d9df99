/** What the editor of a condition needs of the rules' language: apart, so that it is loaded with the first rule that is edited. */
export { checkCondition } from '../../../shared/routing/rules/condition.ts';
export { placeIn } from '../../../shared/routing/rules/problem.ts';
export { VARIABLES } from '../../../shared/routing/rules/variables.ts';
