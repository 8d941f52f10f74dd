package io.megadb.type.text;

import java.util.List;
import java.util.Map;

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
  private static final Map<String, String> DAYS =
      Map.ofEntries(
          Map.entry("sun", "sunday"),
          Map.entry("mon", "monday"),
          Map.entry("tue", "tuesday"),
          Map.entry("tues", "tuesday"),
          Map.entry("wed", "wednesday"),
          Map.entry("weds", "wednesday"),
          Map.entry("thu", "thursday"),
          Map.entry("thur", "thursday"),
          Map.entry("thurs", "thursday"),
          Map.entry("fri", "friday"),
          Map.entry("sat", "saturday"));

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
    return DAYS.containsKey(word) || DAYS.containsValue(word);
  }
}
