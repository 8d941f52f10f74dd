package io.megadb.tables.olap;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * An Iceberg table whose commits only change a reference: what is current for everybody is decided
 * by the log. Confined to one transaction.
 */
final class StagedTable implements TableOperations {
  private final AtomicReference<TableMetadata> current;
  private final FileIO files;

  private StagedTable(TableMetadata metadata, FileIO files) {
    this.current = new AtomicReference<>(metadata);
    this.files = files;
  }

  /** A table at some metadata; its commits are found through {@link BaseTable#operations}. */
  static BaseTable of(TableMetadata metadata, FileIO files) {
    return new BaseTable(new StagedTable(metadata, files), metadata.location(), report -> {});
  }

  @Override
  public TableMetadata current() {
    return current.get();
  }

  @Override
  public TableMetadata refresh() {
    return current.get();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    if (!current.compareAndSet(base, metadata)) {
      throw new CommitFailedException("table %s changed meanwhile", metadata.location());
    }
  }

  @Override
  public FileIO io() {
    return files;
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return current.get().location() + "/metadata/" + fileName;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(current.get().location(), current.get().properties());
  }
}
