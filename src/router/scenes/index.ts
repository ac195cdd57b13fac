/** Scenes, by telegraf's names. */
export { Stage } from './stage.ts';
export { BaseScene } from './base.ts';
export { WizardScene, WizardContextWizard } from './wizard.ts';
export { SceneContextScene } from './control.ts';
export type { SceneOptions } from './base.ts';
export type { SceneContext, SceneSessionData, StageOptions } from './control.ts';
export type { WizardContext } from './wizard.ts';
