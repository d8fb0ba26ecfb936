export { evaluate } from './engine/evaluate';
export type { EvaluateOptions, RegistryFindings } from './engine/evaluate';
export type { Declaration, RegistryReader } from './model/declaration';
export { defineRule } from './rules/utils/define-rule';
export type { RuleDefinition } from './rules/utils/define-rule';
export { requireAll, requireAny } from './rules/utils/conditions';
export {
  isChild,
  isPremium,
  isRegistry,
  isStandardOrPremium,
} from './rules/utils/selectors';
export type { Selector } from './rules/utils/selectors';
export { rules } from './rules';
export { acrFirewall } from './rules/Azure.ACR.Firewall';
export { readRegistry } from './dialects/dialect';
export type { Dialect, FieldSpelling } from './dialects/dialect';
export type { ChildKind, Kind } from './model/kind';
export type {
  Field,
  FieldName,
  Registry,
  Scalar,
  Vocabulary,
} from './model/registry';
export { ExemptionTracker } from './engine/exemptions';
export type {
  AppliedExemption,
  Exemption,
  ExemptionCategory,
  ExemptionNote,
} from './model/exemption';
export {
  parseConfiguration,
  parseInCodeExemption,
} from './configuration/parse';
export type {
  Configuration,
  InCodeExemption,
  Parsed,
} from './configuration/parse';
export { policyProperties } from './configuration/schema';
export type { ExemptionLimits, Target } from './configuration/schema';
export { errorText } from './configuration/errors';
export type {
  ConfigurationError,
  Locate,
  Position,
} from './configuration/errors';
export type * from './json-schema/types';
export type * from './model/not-evaluated';
export type * from './model/resource';
export { Unknown } from './model/value';
export type { FieldValue, Value, ValueObject } from './model/value';
export type * from './rules/types';
export {
  levelsOf,
  presetNames,
  settingsOf,
  toPolicyPackConfiguration,
} from './rules/presets';
export type { Preset, PresetSettings } from './rules/presets';
