package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.connector.sink.MegaDbTableSink;
import io.megadb.tables.connector.sink.WritePlanner;
import io.megadb.tables.connector.source.MegaDbTableSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/** Makes sources and sinks for the tables of one catalog. Thread-safe. */
final class MegaDbTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
  private final ConnectedDatabase connected;

  MegaDbTableFactory(ConnectedDatabase connected) {
    this.connected = connected;
  }

  @Override
  public String factoryIdentifier() {
    return "megadb";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(CatalogOptions.TIER, CatalogOptions.ON_CONFLICT);
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    TableDefinition table = table(context);
    options(context, table);
    return new MegaDbTableSource(
        connected.database().id(), table, connected.tasks().functions());
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    TableDefinition table = table(context);
    Configuration options = options(context, table);
    WritePlanner planner =
        new WritePlanner(
            connected.database(), connected.extensions(), connected.tasks().functions());
    return new MegaDbTableSink(
        planner,
        table,
        options.get(CatalogOptions.ON_CONFLICT),
        zone(context.getConfiguration()));
  }

  private TableDefinition table(Context context) {
    ObjectIdentifier name = context.getObjectIdentifier();
    TableDefinition table =
        connected.database().catalog().table(name.getDatabaseName(), name.getObjectName());
    if (table == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_TABLE,
          "relation \"" + name.getObjectName() + "\" does not exist");
    }
    return table;
  }

  /** The table's options with those of a hint; 22023 for one that nobody reads. */
  private static Configuration options(Context context, TableDefinition table) {
    Map<String, String> given = new HashMap<>(context.getCatalogTable().getOptions());
    given.keySet().removeAll(table.options().keySet());
    for (String key : given.keySet()) {
      if (!key.equals(CatalogOptions.TIER.key()) && !key.equals(CatalogOptions.ON_CONFLICT.key())) {
        throw new MegaDbException(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized option \"" + key + "\"")
            .withHint("A hint may give " + CatalogOptions.ON_CONFLICT.key() + ".");
      }
    }
    return Configuration.fromMap(given);
  }

  /** The session's zone, which "default" leaves to the process. */
  private static ZoneId zone(ReadableConfig config) {
    String zone = config.get(TableConfigOptions.LOCAL_TIME_ZONE);
    return zone.equals(TableConfigOptions.LOCAL_TIME_ZONE.defaultValue())
        ? ZoneId.systemDefault()
        : ZoneId.of(zone);
  }
}
