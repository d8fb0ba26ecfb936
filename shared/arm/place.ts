import { toSegment } from '../json/pointer';
import type { TemplatePlace } from '../rules/types';

/** Where in a template the reader is. */
export interface Place extends TemplatePlace {
  /** As the pointer, with the turns of the copy loops on the way: `/resources/acr[2]`. */
  readonly at: string;
  /** The symbolic name of the resource there. */
  readonly symbol?: string;
}

/** The whole of a template. */
export const root: Place = { pointer: '', at: '', deployments: [] };

/** The part of a place under a name. */
export function part(place: Place, name: string): Place {
  const step = toSegment(name);
  return {
    pointer: place.pointer + step,
    at: place.at + step,
    deployments: place.deployments,
  };
}

/** One turn of the copy loop over a resource. */
export function inTurn(place: Place, index: number): Place {
  return { ...place, at: `${place.at}[${index}]` };
}

/** The properties of a nested deployment. */
export function inDeployment(place: Place, name: string): Place {
  const { pointer, at, deployments } = part(place, 'properties');
  return { pointer, at, deployments: [...deployments, name] };
}

/** The same place, said of the deployment itself and not of what it deploys. */
export function ofDeployment(place: Place): Place {
  return { ...place, deployments: place.deployments.slice(0, -1) };
}
