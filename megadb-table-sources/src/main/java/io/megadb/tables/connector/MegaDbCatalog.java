package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import io.megadb.function.string.Identifiers;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotEmptyException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.factories.Factory;

/**
 * A MegaDB database as a catalog of Flink: schemas are Flink's databases, tables of all tiers its
 * tables. Definitions change in a transaction each. Opens the data directory in this process, or
 * shares it with others there. Thread-safe between {@link #open} and {@link #close}.
 */
public final class MegaDbCatalog extends DefinitionsOnlyCatalog {
  /** Schemas of tables that are made up when read, which need PostgreSQL's meaning. */
  private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "information_schema");

  private static final String OWNER = "megadb";

  private final Path directory;
  private final ClassLoader loader;
  private ConnectedDatabase connected;

  /**
   * @param name as CREATE CATALOG gives it
   * @param defaultDatabase a schema
   * @param directory the data directory
   * @param loader finds plugins
   */
  public MegaDbCatalog(String name, String defaultDatabase, Path directory, ClassLoader loader) {
    super(name, defaultDatabase);
    this.directory = directory;
    this.loader = loader;
  }

  @Override
  public void open() {
    connected = ConnectedDatabase.open(directory, loader);
  }

  @Override
  public void close() {
    if (connected != null) {
      connected.close();
    }
  }

  @Override
  public Optional<Factory> getFactory() {
    return Optional.of(new MegaDbTableFactory(connected));
  }

  @Override
  public List<String> listDatabases() {
    return schemas().map(SchemaDefinition::name).toList();
  }

  private Stream<SchemaDefinition> schemas() {
    return connected.database().catalog().schemas().stream()
        .filter(schema -> !SYSTEM_SCHEMAS.contains(schema.name()));
  }

  private Optional<SchemaDefinition> schema(String name) {
    return schemas().filter(schema -> schema.name().equals(name)).findFirst();
  }

  @Override
  public CatalogDatabase getDatabase(String name) throws DatabaseNotExistException {
    SchemaDefinition schema =
        schema(name).orElseThrow(() -> new DatabaseNotExistException(getName(), name));
    return new CatalogDatabaseImpl(Map.of(), schema.comment());
  }

  @Override
  public boolean databaseExists(String name) {
    return schema(name).isPresent();
  }

  @Override
  public void createDatabase(String name, CatalogDatabase database, boolean ignoreIfExists)
      throws DatabaseAlreadyExistException {
    if (databaseExists(name)) {
      if (!ignoreIfExists) {
        throw new DatabaseAlreadyExistException(getName(), name);
      }
      return;
    }
    if (!database.getProperties().isEmpty()) {
      throw MegaDbException.notSupported("options of a schema");
    }
    connected.inTransaction(transaction -> transaction.createSchema(name, OWNER));
  }

  @Override
  public void dropDatabase(String name, boolean ignoreIfNotExists, boolean cascade)
      throws DatabaseNotExistException, DatabaseNotEmptyException {
    if (!databaseExists(name)) {
      if (!ignoreIfNotExists) {
        throw new DatabaseNotExistException(getName(), name);
      }
      return;
    }
    if (!cascade && relations(name).findAny().isPresent()) {
      throw new DatabaseNotEmptyException(getName(), name);
    }
    connected.define("DROP SCHEMA " + Identifiers.quote(name) + (cascade ? " CASCADE" : ""));
  }

  private Stream<TableDefinition> relations(String schema) {
    return connected.database().catalog().tables().stream()
        .filter(relation -> relation.schema().equals(schema));
  }

  /** Tables only: a view's text is PostgreSQL's SQL. */
  @Override
  public List<String> listTables(String schema) throws DatabaseNotExistException {
    getDatabase(schema);
    return relations(schema)
        .filter(relation -> relation.kind() == RelationKind.TABLE)
        .map(TableDefinition::name)
        .toList();
  }

  private Optional<TableDefinition> relation(ObjectPath path) {
    return databaseExists(path.getDatabaseName())
        ? Optional.ofNullable(
            connected.database().catalog().table(path.getDatabaseName(), path.getObjectName()))
        : Optional.empty();
  }

  private TableDefinition table(ObjectPath path) throws TableNotExistException {
    TableDefinition table =
        relation(path).orElseThrow(() -> new TableNotExistException(getName(), path));
    if (table.kind() == RelationKind.PROPERTY_GRAPH) {
      throw MegaDbException.notSupported("property graph " + path + " in the Table API");
    }
    if (table.kind() == RelationKind.VIEW) {
      throw MegaDbException.notSupported("view " + path + " in the Table API")
          .withHint("Its text is PostgreSQL's SQL: read its tables, or query it at the prompt.");
    }
    return table;
  }

  @Override
  public boolean tableExists(ObjectPath path) {
    return relation(path).isPresent();
  }

  @Override
  public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
    return CatalogTables.flinkTable(table(path));
  }

  @Override
  public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
      throws TableAlreadyExistException, DatabaseNotExistException {
    getDatabase(path.getDatabaseName());
    if (tableExists(path)) {
      if (!ignoreIfExists) {
        throw new TableAlreadyExistException(getName(), path);
      }
      return;
    }
    if (!(table instanceof ResolvedCatalogTable resolved)) {
      throw MegaDbException.notSupported("CREATE VIEW through the Table API")
          .withHint("Create a temporary view, or the view at the PostgreSQL prompt.");
    }
    TableDefinition definition = CatalogTables.definition(path, resolved);
    connected.inTransaction(transaction -> transaction.createTable(definition));
  }

  @Override
  public void dropTable(ObjectPath path, boolean ignoreIfNotExists) throws TableNotExistException {
    Optional<TableDefinition> found = relation(path);
    if (found.isEmpty()) {
      if (!ignoreIfNotExists) {
        throw new TableNotExistException(getName(), path);
      }
      return;
    }
    table(path);
    connected.define("DROP TABLE " + quoted(path));
  }

  private static String quoted(ObjectPath path) {
    return Identifiers.quote(path.getDatabaseName())
        + "."
        + Identifiers.quote(path.getObjectName());
  }

  @Override
  public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists)
      throws TableNotExistException, TableAlreadyExistException {
    if (relation(path).isEmpty() && ignoreIfNotExists) {
      return;
    }
    table(path);
    ObjectPath renamed = new ObjectPath(path.getDatabaseName(), newName);
    if (tableExists(renamed)) {
      throw new TableAlreadyExistException(getName(), renamed);
    }
    connected.define("ALTER TABLE " + quoted(path) + " RENAME TO " + Identifiers.quote(newName));
  }

  @Override
  public CatalogTableStatistics getTableStatistics(ObjectPath path) throws TableNotExistException {
    return CatalogStatistics.table(statistics(table(path)));
  }

  @Override
  public CatalogColumnStatistics getTableColumnStatistics(ObjectPath path)
      throws TableNotExistException {
    TableDefinition table = table(path);
    return CatalogStatistics.columns(table, statistics(table));
  }

  private TableStatistics statistics(TableDefinition table) {
    return connected.inTransaction(transaction -> transaction.statistics(table.reference()));
  }
}
