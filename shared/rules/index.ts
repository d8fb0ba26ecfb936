import type { Rule } from '../types';
import { acrFirewall } from './Azure.ACR.Firewall';

/** Every rule, by name. */
export const rules: readonly Rule[] = [acrFirewall];
