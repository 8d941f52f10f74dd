package io.megadb.tpch;

import io.megadb.gateway.launcher.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What engines may take of the machine's memory. The launcher sizes the server's process by the
 * same text, which it finds in MEGADB_MEMORY.
 *
 * @param text as 8g or 3000m
 */
record MemoryCap(String text, long mebibytes) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})([gGmM])");

  /**
   * Reads the value of --memory.
   *
   * @param launched MEGADB_MEMORY of this process, null where it is not set
   * @throws UsageException if it is no size or this process was sized otherwise
   */
  static MemoryCap parse(String text, String launched) {
    Matcher size = FORM.matcher(text);
    if (!size.matches()) {
      throw new UsageException(
          "option --memory is '" + text + "', expected a number followed by g or m, such as 8g");
    }
    if (!text.equals(launched)) {
      throw new UsageException(
          "option --memory needs a start through ./megadb, which sizes MegaDB");
    }
    boolean gibibytes = size.group(2).equalsIgnoreCase("g");
    return new MemoryCap(text, Long.parseLong(size.group(1)) * (gibibytes ? 1024 : 1));
  }

  /** As DuckDB writes it. */
  String duckDb() {
    return mebibytes + "MiB";
  }

  long bytes() {
    return mebibytes << 20;
  }
}
