import {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
} from 'cdktf';
import { toLibrary } from './library';
import { policyFor } from './policy';

export const { AcrPolicyAspect, enforceAcrPolicy } = policyFor(
  toLibrary('cdktf', {
    Aspects,
    DefaultTokenResolver,
    StringConcat,
    Tokenization,
  }),
);
export { exempt as exemptFromAcrPolicy } from './exempt';
export type { AcrPolicyOptions } from './options';
