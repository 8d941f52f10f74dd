package io.megadb.tables.connector;

import io.megadb.tables.connector.sink.OnConflict;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the catalog and of its tables, as Flink's WITH (…) and hints give them. */
public final class CatalogOptions {
  /** The data directory, as {@code ./megadb up --data} takes it. Read by the catalog. */
  public static final ConfigOption<String> DATA_DIR =
      ConfigOptions.key("data-dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Data directory of the database; created if it does not exist. One process has it"
                  + " open at a time.");

  /** The schema that unqualified names mean. Read by the catalog. */
  public static final ConfigOption<String> DEFAULT_DATABASE =
      ConfigOptions.key("default-database")
          .stringType()
          .defaultValue("public")
          .withDescription("Schema used as Flink's current database.");

  /** Read by CREATE TABLE. */
  public static final ConfigOption<String> TIER =
      ConfigOptions.key("tier")
          .stringType()
          .defaultValue("oltp")
          .withDescription("Where the table's rows live: oltp, olap or memory.");

  /** Read by INSERT; give it as a hint. */
  public static final ConfigOption<OnConflict> ON_CONFLICT =
      ConfigOptions.key("sink.on-conflict")
          .enumType(OnConflict.class)
          .defaultValue(OnConflict.ERROR)
          .withDescription("What INSERT does with a row whose primary key exists.");

  private CatalogOptions() {}
}
