export { evaluate } from './evaluate';
export type { EvaluateOptions } from './evaluate';
export type { Declaration, ReadDeclarations } from './declaration';
export { defineRule } from './define-rule';
export type { RuleDefinition } from './define-rule';
export { requireAll, requireAny } from './conditions';
export { isPremium, isRegistry, isStandardOrPremium } from './selectors';
export type { Selector } from './selectors';
export { rules } from './rules';
export { acrFirewall } from './rules/Azure.ACR.Firewall';
export { readRegistry } from './dialect';
export type { Dialect, FieldSpelling } from './dialect';
export type { Field, FieldName, Registry, Scalar, Wording } from './registry';
export { ExemptionTracker } from './exemptions';
export type { Exemption, UnusedExemption } from './exemptions';
export { parseConfiguration, parseInCodeExemption } from './configuration';
export type { Configuration, InCodeExemption, Parsed } from './configuration';
export { policyProperties } from './configuration-schema';
export type { WayIn } from './configuration-schema';
export { errorText } from './configuration-error';
export type {
  ConfigurationError,
  Locate,
  Position,
} from './configuration-error';
export type * from './schema';
export { Unknown } from './value';
export type { Property, Value, ValueObject } from './value';
export type * from './types';
export { levelsOf, presetNames } from './presets';
export type { Preset } from './presets';
