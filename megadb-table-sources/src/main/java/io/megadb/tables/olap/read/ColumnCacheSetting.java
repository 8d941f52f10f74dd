package io.megadb.tables.olap.read;

import io.megadb.function.EvaluationContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The setting megadb.column_cache: how much room decoded columns may take in this process. */
final class ColumnCacheSetting {
  private static final String NAME = "megadb.column_cache";

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(B|kB|MB|GB|TB)?");

  private ColumnCacheSetting() {}

  /** The setting in bytes, as SHOW gives it; 0 if it is off or there are no settings. */
  static long bytes(EvaluationContext evaluation) {
    Matcher size = SIZE.matcher(evaluation.setting(NAME, "0"));
    if (!size.matches()) {
      throw new IllegalArgumentException(NAME + " is " + evaluation.setting(NAME, "0"));
    }
    int shift =
        switch (size.group(2) == null ? "B" : size.group(2)) {
          case "kB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          case "TB" -> 40;
          default -> 0;
        };
    return Math.round(Double.parseDouble(size.group(1)) * (1L << shift));
  }
}
