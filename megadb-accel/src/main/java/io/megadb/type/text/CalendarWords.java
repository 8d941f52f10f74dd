package io.megadb.type.text;

import java.util.List;
import java.util.Set;

/** Names of months and days in date input, in lower case. */
final class CalendarWords {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Set<String> DAYS =
      Set.of(
          "sunday",
          "sun",
          "monday",
          "mon",
          "tuesday",
          "tue",
          "tues",
          "wednesday",
          "wed",
          "weds",
          "thursday",
          "thu",
          "thur",
          "thurs",
          "friday",
          "fri",
          "saturday",
          "sat");

  private CalendarWords() {}

  /** 1 to 12 for a month's name or its first letters as PostgreSQL takes them, else 0. */
  static int month(String word) {
    if (word.equals("sept")) {
      return 9;
    }
    for (int i = 0; i < 12; i++) {
      String name = MONTHS.get(i);
      if (word.equals(name) || word.length() == 3 && name.startsWith(word)) {
        return i + 1;
      }
    }
    return 0;
  }

  static boolean isDay(String word) {
    return DAYS.contains(word);
  }
}
