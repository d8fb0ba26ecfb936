import type * as core from '../../shared';
import type * as schema from '../../shared/configuration/schema';

export declare function generatedTexts(
  exports: Pick<
    typeof core,
    'levelsOf' | 'presetNames' | 'rules' | 'toPolicyPackConfiguration'
  > &
    Pick<
      typeof schema,
      'configurationFileSchema' | 'pulumiConfigurationFileSchema'
    >,
): [file: string, text: string][];
