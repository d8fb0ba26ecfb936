import { azapiRows } from './terraform-situations-azapi';
import { inPlaceRows } from './terraform-situations-in-place';
import { moduleRows } from './terraform-situations-modules';
import { stateRows } from './terraform-situations-states';
import { unreadRows } from './terraform-situations-unread';
import { valueRows } from './terraform-situations-values';
import type { PlanRow } from './terraform-situation';

/** All situations that Terraform plans are made of, in both of its syntaxes. */
export const planRows: readonly PlanRow[] = [
  ...valueRows,
  ...moduleRows,
  ...azapiRows,
  ...inPlaceRows,
  ...stateRows,
  ...unreadRows,
];
