package io.megadb.tpch;

import io.megadb.gateway.launcher.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The engines that --engines can name, in the order of the report's columns. */
enum EngineName {
  MEGADB("megadb"),
  /** Reads the Parquet files; its answers are what others are compared with. */
  DUCKDB("duckdb"),
  /** Reads tables of its own in a database file. */
  DUCKDB_NATIVE("duckdb-native"),
  DATAFUSION("datafusion"),
  /** An older release. */
  DATAFUSION43("datafusion43"),
  FLINK("flink");

  private final String option;

  EngineName(String option) {
    this.option = option;
  }

  /**
   * Reads the value of --engines.
   *
   * @throws UsageException for a name that is not known, or Flink SQL without MegaDB
   */
  static List<EngineName> parse(String list) {
    List<EngineName> names = Arrays.stream(list.split(",")).map(EngineName::one).sorted().toList();
    if (names.contains(FLINK) && !names.contains(MEGADB)) {
      throw new UsageException("Flink SQL reads MegaDB's tables: --engines needs megadb, too");
    }
    return names.stream().distinct().toList();
  }

  private static EngineName one(String text) {
    for (EngineName name : values()) {
      if (name.option.equals(text)) {
        return name;
      }
    }
    throw new UsageException(
        "option --engines has '"
            + text
            + "', expected of "
            + Arrays.stream(values()).map(each -> each.option).collect(Collectors.joining(", ")));
  }
}
