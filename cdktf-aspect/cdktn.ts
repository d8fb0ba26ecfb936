import {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
} from 'cdktn';
import { toLibrary } from './library';
import { policyFor } from './policy';

export const { AcrPolicyAspect, enforceAcrPolicy } = policyFor(
  toLibrary('cdktn', {
    Aspects,
    DefaultTokenResolver,
    StringConcat,
    Tokenization,
  }),
);
export { exempt as exemptFromAcrPolicy } from './exempt';
export type { AcrPolicyOptions } from './options';
