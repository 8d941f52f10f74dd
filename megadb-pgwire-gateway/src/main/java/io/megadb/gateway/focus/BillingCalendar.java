package io.megadb.gateway.focus;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;

/** The generated days, numbered from 0, and the months they belong to. Immutable. */
final class BillingCalendar {
  private final YearMonth firstMonth;
  private final int[] firstDayOfMonth;
  private final byte[][] dayStarts;
  private final boolean[] weekend;

  BillingCalendar(int months) {
    this.firstMonth = DemoSize.LAST_MONTH.minusMonths(months - 1L);
    this.firstDayOfMonth = new int[months + 1];
    for (int month = 0; month < months; month++) {
      firstDayOfMonth[month + 1] = firstDayOfMonth[month] + month(month).lengthOfMonth();
    }
    int days = firstDayOfMonth[months];
    this.dayStarts = new byte[days + 1][];
    this.weekend = new boolean[days];
    LocalDate date = firstMonth.atDay(1);
    for (int day = 0; day <= days; day++, date = date.plusDays(1)) {
      dayStarts[day] = (date + "T00:00:00Z").getBytes(StandardCharsets.US_ASCII);
      if (day < days) {
        DayOfWeek dayOfWeek = date.getDayOfWeek();
        weekend[day] = dayOfWeek == DayOfWeek.SATURDAY || dayOfWeek == DayOfWeek.SUNDAY;
      }
    }
  }

  int months() {
    return firstDayOfMonth.length - 1;
  }

  int days() {
    return weekend.length;
  }

  YearMonth month(int month) {
    return firstMonth.plusMonths(month);
  }

  /** First day of a month; for {@link #months()} the day after the last one. */
  int firstDay(int month) {
    return firstDayOfMonth[month];
  }

  boolean isWeekend(int day) {
    return weekend[day];
  }

  /** Midnight at which a day starts, such as {@code 2026-10-31T00:00:00Z}; shared, not to write. */
  byte[] dayStart(int day) {
    return dayStarts[day];
  }

  String dayStartText(int day) {
    return new String(dayStarts[day], StandardCharsets.US_ASCII);
  }
}
