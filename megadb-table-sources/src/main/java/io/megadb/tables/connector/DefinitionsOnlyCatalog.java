package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import java.util.List;
import org.apache.flink.table.catalog.AbstractCatalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogPartition;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotPartitionedException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.expressions.Expression;

/**
 * The parts of Flink's catalog that MegaDB has nothing for: views of Flink's, functions, partitions
 * with a name, statistics set from outside. Reading finds none; changing is 0A000. Stateless.
 */
abstract class DefinitionsOnlyCatalog extends AbstractCatalog {
  DefinitionsOnlyCatalog(String name, String defaultDatabase) {
    super(name, defaultDatabase);
  }

  @Override
  public final List<String> listViews(String schema) {
    return List.of();
  }

  @Override
  public final void alterDatabase(
      String name, CatalogDatabase database, boolean ignoreIfNotExists) {
    throw MegaDbException.notSupported("ALTER DATABASE through the Table API");
  }

  @Override
  public final void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignore) {
    throw MegaDbException.notSupported("ALTER TABLE through the Table API, but for RENAME");
  }

  @Override
  public final List<CatalogPartitionSpec> listPartitions(ObjectPath path)
      throws TableNotPartitionedException {
    throw new TableNotPartitionedException(getName(), path);
  }

  @Override
  public final List<CatalogPartitionSpec> listPartitions(
      ObjectPath path, CatalogPartitionSpec partition) throws TableNotPartitionedException {
    throw new TableNotPartitionedException(getName(), path);
  }

  @Override
  public final List<CatalogPartitionSpec> listPartitionsByFilter(
      ObjectPath path, List<Expression> filters) throws TableNotPartitionedException {
    throw new TableNotPartitionedException(getName(), path);
  }

  @Override
  public final CatalogPartition getPartition(ObjectPath path, CatalogPartitionSpec partition)
      throws PartitionNotExistException {
    throw new PartitionNotExistException(getName(), path, partition);
  }

  @Override
  public final boolean partitionExists(ObjectPath path, CatalogPartitionSpec partition) {
    return false;
  }

  @Override
  public final void createPartition(
      ObjectPath path, CatalogPartitionSpec spec, CatalogPartition partition, boolean ignore) {
    throw partitions();
  }

  @Override
  public final void dropPartition(ObjectPath path, CatalogPartitionSpec spec, boolean ignore) {
    throw partitions();
  }

  @Override
  public final void alterPartition(
      ObjectPath path, CatalogPartitionSpec spec, CatalogPartition partition, boolean ignore) {
    throw partitions();
  }

  private static MegaDbException partitions() {
    return MegaDbException.notSupported("partitions with a name")
        .withHint("The option 'partition_by' of the tier olap divides a table by itself.");
  }

  @Override
  public final List<String> listFunctions(String schema) {
    return List.of();
  }

  @Override
  public final CatalogFunction getFunction(ObjectPath path) throws FunctionNotExistException {
    throw new FunctionNotExistException(getName(), path);
  }

  @Override
  public final boolean functionExists(ObjectPath path) {
    return false;
  }

  @Override
  public final void createFunction(ObjectPath path, CatalogFunction function, boolean ignore) {
    throw functions();
  }

  @Override
  public final void alterFunction(ObjectPath path, CatalogFunction function, boolean ignore) {
    throw functions();
  }

  @Override
  public final void dropFunction(ObjectPath path, boolean ignore) {
    throw functions();
  }

  private static MegaDbException functions() {
    return MegaDbException.notSupported("functions in the catalog")
        .withHint("Use CREATE TEMPORARY FUNCTION.");
  }

  @Override
  public final CatalogTableStatistics getPartitionStatistics(
      ObjectPath path, CatalogPartitionSpec partition) throws PartitionNotExistException {
    throw new PartitionNotExistException(getName(), path, partition);
  }

  @Override
  public final CatalogColumnStatistics getPartitionColumnStatistics(
      ObjectPath path, CatalogPartitionSpec partition) throws PartitionNotExistException {
    throw new PartitionNotExistException(getName(), path, partition);
  }

  @Override
  public final void alterTableStatistics(
      ObjectPath path, CatalogTableStatistics statistics, boolean ignore) {
    throw statistics();
  }

  @Override
  public final void alterTableColumnStatistics(
      ObjectPath path, CatalogColumnStatistics statistics, boolean ignore) {
    throw statistics();
  }

  @Override
  public final void alterPartitionStatistics(
      ObjectPath path,
      CatalogPartitionSpec partition,
      CatalogTableStatistics statistics,
      boolean ignore) {
    throw statistics();
  }

  @Override
  public final void alterPartitionColumnStatistics(
      ObjectPath path,
      CatalogPartitionSpec partition,
      CatalogColumnStatistics statistics,
      boolean ignore) {
    throw statistics();
  }

  private static MegaDbException statistics() {
    return MegaDbException.notSupported("setting statistics")
        .withHint("MegaDB keeps a table's statistics itself.");
  }
}
