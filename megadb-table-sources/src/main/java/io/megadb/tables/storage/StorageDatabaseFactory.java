package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Snapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.AccessMethod;
import io.megadb.planner.spi.DatabaseFactory;
import io.megadb.planner.spi.SystemTable;
import io.megadb.planner.storage.Database;
import io.megadb.tables.catalog.Catalog;
import io.megadb.tables.live.LiveDatabases;
import io.megadb.type.BaseType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Opens the database of a data directory.
 *
 * <pre>
 *   DATA/oltp    the log and the state built from it
 *   DATA/&lt;tier&gt;  what the other tiers keep in files
 * </pre>
 */
public final class StorageDatabaseFactory implements DatabaseFactory {
  private static final int PG_CATALOG_OID = 11;
  private static final int INFORMATION_SCHEMA_OID = 13_000;
  private static final String OWNER = "megadb";

  private final InstantSource clock;
  private final Function<Path, OltpStore> engines;

  public StorageDatabaseFactory() {
    this(InstantSource.system());
  }

  /**
   * @param clock the time that TTLs are measured by
   */
  public StorageDatabaseFactory(InstantSource clock) {
    this(clock, folder -> OltpStore.open(folder, OltpOptions.defaults()));
  }

  /**
   * @param clock the time that TTLs are measured by
   * @param engines opens the engine in its folder
   */
  public StorageDatabaseFactory(InstantSource clock, Function<Path, OltpStore> engines) {
    this.clock = clock;
    this.engines = engines;
  }

  @Override
  public Database open(
      Path directory,
      Map<String, String> options,
      List<AccessMethod> accessMethods,
      List<SystemTable> systemTables,
      IntFunction<BaseType> types) {
    OltpStore store = null;
    Map<String, Tier> tiers = new HashMap<>();
    try {
      store = engines.apply(directory.resolve("oltp"));
      OpenViews views = new OpenViews(store::visibleLsn);
      for (AccessMethod method : accessMethods) {
        if (method instanceof TierAccessMethod tier) {
          Path folder = directory.resolve(method.name());
          tiers.put(
              method.name(),
              tier.open(new TierSetup(folder, store, options, clock, views::oldest)));
        }
      }
      tiers.put(SystemTableTier.NAME, new SystemTableTier(systemTables));
      Catalog system = system(systemTables);
      Catalog catalog = load(store, system, types);
      tiers.forEach((name, tier) -> tier.opened(tablesOf(catalog, name)));
      StorageDatabase database =
          new StorageDatabase(store, clock, Map.copyOf(tiers), views, system, catalog);
      LiveDatabases.add(database.id(), directory, database);
      return database;
    } catch (RuntimeException failure) {
      tiers.values().forEach(Tier::close);
      if (store != null) {
        store.close();
      }
      throw failure instanceof OltpException engine ? EngineErrors.map(engine) : failure;
    }
  }

  private static List<TableDefinition> tablesOf(Catalog catalog, String accessMethod) {
    return catalog.tables().stream()
        .filter(table -> table.accessMethod().equals(accessMethod))
        .toList();
  }

  private static Catalog system(List<SystemTable> systemTables) {
    Map<String, SchemaDefinition> schemas = new HashMap<>();
    add(schemas, StorageDatabase.PUBLIC_OID, "public", "standard public schema");
    add(schemas, PG_CATALOG_OID, "pg_catalog", "system catalog schema");
    add(schemas, INFORMATION_SCHEMA_OID, "information_schema", null);
    List<TableDefinition> tables = new ArrayList<>();
    for (SystemTable table : systemTables) {
      TableDefinition definition = table.definition();
      if (definition.oid() == 0) {
        throw new MegaDbException(
            SqlState.INTERNAL_ERROR,
            "system table " + definition.schema() + "." + definition.name() + " has no oid");
      }
      if (!schemas.containsKey(definition.schema())) {
        add(schemas, INFORMATION_SCHEMA_OID + schemas.size(), definition.schema(), null);
      }
      tables.add(definition);
    }
    return Catalog.of(0, schemas.values(), tables);
  }

  private static void add(
      Map<String, SchemaDefinition> schemas, int oid, String name, String comment) {
    schemas.put(name, new SchemaDefinition(oid, name, OWNER, comment));
  }

  private static Catalog load(OltpStore store, Catalog system, IntFunction<BaseType> types) {
    List<SchemaDefinition> schemas = new ArrayList<>(system.schemas());
    List<TableDefinition> tables = new ArrayList<>(system.tables());
    List<TableAnalysis> analyses;
    try (Snapshot snapshot = store.snapshot()) {
      CatalogRows.read(snapshot, types, schemas::add, tables::add);
      analyses = CatalogRows.readAnalyses(snapshot, tables);
    }
    return Catalog.of(1, schemas, tables, analyses);
  }
}
