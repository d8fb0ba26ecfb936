import type { Value } from '../../model/value';
import { PartlyUnknown } from '../partially-known';
import {
  isInteger,
  number,
  pure,
  refused,
  someText,
  takes,
} from './definition';
import type { Call, FunctionTable } from './definition';
import { atDeployment } from './deployment';
import { formatDate } from './date-format';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date */
export const date: FunctionTable = {
  // #datetimeadd
  dateTimeAdd: pure([2, 3], someText, addDuration),
  // #datetimefromepoch
  dateTimeFromEpoch: pure([1, 1], someText, ([epoch], call) => {
    const moment = isInteger(epoch) ? new Date(epoch * 1000) : undefined;
    return moment !== undefined && !Number.isNaN(moment.getTime())
      ? moment.toISOString().replace('.000Z', 'Z')
      : takes(call, 'a number of seconds');
  }),
  // #datetimetoepoch
  dateTimeToEpoch: pure([1, 1], number, ([text], call) => {
    const moment = parseMoment(text);
    return moment === undefined
      ? takes(call, 'a date and time in UTC')
      : Math.trunc(moment.getTime() / 1000);
  }),
  // #utcnow
  utcNow: atDeployment(someText, [0, 1]),
};

const momentForm =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ](\d{2}):?(\d{2}):?(\d{2})(\.\d+)?Z$/;

/** ISO 8601 in UTC, with or without separators, as `utcNow` writes it. */
function parseMoment(text: Value | undefined): Date | undefined {
  const parts = typeof text === 'string' ? momentForm.exec(text) : null;
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const moment = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`,
  );
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const durationForm =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function addDuration(args: readonly Value[], call: Call): Value {
  const [base, duration, format] = args;
  const moment = parseMoment(base);
  const parts =
    typeof duration === 'string' ? durationForm.exec(duration) : null;
  if (moment === undefined || parts === null) {
    return takes(call, 'a date and time in UTC and an ISO 8601 duration');
  }
  const sign = parts[1] === '-' ? -1 : 1;
  const [years, months, days, hours, minutes, seconds] = parts
    .slice(2)
    .map((part: string | undefined) => sign * Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const calendar = new Date(moment);
  calendar.setUTCFullYear(
    moment.getUTCFullYear() + years,
    moment.getUTCMonth() + months,
  );
  const fixed = addDays(moment, years * 365 + months * 30);
  // The number of days in a year or a month is ambiguous.
  if (calendar.getTime() !== fixed.getTime()) {
    return new PartlyUnknown(
      `${call.written}() adds years or months, which Azure may count in days`,
      someText,
    );
  }
  const time = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const sum = new Date(addDays(calendar, days).getTime() + time);
  if (Number.isNaN(sum.getTime())) return refused(call, 'leaves the calendar');
  const isWithBlank = typeof base === 'string' && base.includes(' ');
  const pattern = format ?? (isWithBlank ? cultureForm : '');
  const text =
    typeof pattern === 'string' ? formatDate(sum, pattern) : undefined;
  return (
    text ??
    new PartlyUnknown(
      `${call.written}() writes a date in a form that is not supported`,
      someText,
    )
  );
}

/** The output format in the reference's example, for a base with a space before the time. */
const cultureForm = 'M/d/yyyy h:mm:ss tt';

function addDays(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 24 * 60 * 60 * 1000);
}
