package io.megadb.function.datetime;

import io.megadb.function.cast.DateTimeCasts;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.Bytes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** to_char of timestamps, to_date and to_timestamp by a template. */
public final class DateTimeTemplates implements FunctionFamily {
  private static final DateTimeFormatter ZONE_NAME =
      DateTimeFormatter.ofPattern("zzz", Locale.ROOT);

  @Override
  public void define(FunctionTable table) {
    table.rows(
        "to_char(timestamp,text)",
        (a, row, out, context) -> {
          long moment = a[0].longAt(row);
          String template = a[1].textAt(row);
          boolean none = PgCalendar.isInfinite(moment) || template.isEmpty();
          out.append(none ? null : Bytes.utf8(new DateTimeFormat(moment, 0, "").format(template)));
        });
    table.rows(
        "to_char(timestamptz,text)",
        (a, row, out, context) -> {
          long moment = a[0].longAt(row);
          String template = a[1].textAt(row);
          boolean none = PgCalendar.isInfinite(moment) || template.isEmpty();
          out.append(none ? null : Bytes.utf8(zoned(moment, context.zone(), template)));
        });
    table.rows(
        "to_date(text,text)",
        (a, row, out, context) ->
            out.append(
                DateTimeCasts.timestampToDate(
                    DateTimeReading.timestamp(a[0].textAt(row), a[1].textAt(row)))));
    table.rows(
        "to_timestamp(text,text)",
        (a, row, out, context) ->
            out.append(
                DateTimeCasts.timestampToTimestampTz(
                    DateTimeReading.timestamp(a[0].textAt(row), a[1].textAt(row)), context)));
  }

  private static String zoned(long moment, ZoneId zone, String template) {
    int offset = TimeZones.offsetSeconds(zone, moment);
    long seconds =
        Math.floorDiv(moment, PgCalendar.MICROS_PER_SECOND) + PgCalendar.UNIX_EPOCH_SECONDS;
    String name =
        template.toUpperCase(Locale.ROOT).contains("TZ")
            ? ZONE_NAME.format(Instant.ofEpochSecond(seconds).atZone(zone))
            : "";
    return new DateTimeFormat(TimeZones.toLocal(zone, moment), offset, name).format(template);
  }
}
