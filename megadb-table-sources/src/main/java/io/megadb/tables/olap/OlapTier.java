package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.Snapshot;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierSession;
import io.megadb.tables.storage.TierSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.apache.iceberg.SortField;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/**
 * All olap tables of a database, each an Iceberg table in a folder named by its oid. Thread-safe.
 */
final class OlapTier implements Tier {
  private final TierSetup setup;

  /** Reads metadata; what it would write is written by sessions' own. */
  private final Moves moves = new Moves();

  private final LocalFiles files = new LocalFiles(moves);

  private final FileLists fileLists = new FileLists();

  private final Map<Integer, Loaded> newest = new ConcurrentHashMap<>();
  private final Map<Integer, OlapStatistics> statistics = new ConcurrentHashMap<>();

  /** Writes files of statements that have many rows. */
  private final ForkJoinPool writerPool =
      new ForkJoinPool(
          Runtime.getRuntime().availableProcessors(), OlapTier::writerThread, null, false);

  private record Loaded(int number, TableMetadata metadata) {}

  OlapTier(TierSetup setup) {
    this.setup = setup;
  }

  private static ForkJoinWorkerThread writerThread(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("olap-writer-" + thread.getPoolIndex());
    // Hadoop's Configuration, which Parquet reads, finds its resources by the thread's loader.
    thread.setContextClassLoader(OlapTier.class.getClassLoader());
    return thread;
  }

  ForkJoinPool writerPool() {
    return writerPool;
  }

  @Override
  public void close() {
    writerPool.shutdown();
  }

  /** The directory below which tables may name files that are not theirs; null for none. */
  Path readableDirectory() {
    String directory = setup.options().get("megadb.copy_directory");
    return directory == null ? null : Path.of(directory);
  }

  FileLists fileLists() {
    return fileLists;
  }

  Moves moves() {
    return moves;
  }

  TierSetup setup() {
    return setup;
  }

  @Override
  public void check(TableDefinition table) {
    if (table.primaryKey() != null && table.primaryKey().enforced()) {
      throw MegaDbException.notSupported("an enforced PRIMARY KEY on an olap table")
          .withHint("Write PRIMARY KEY (...) NOT ENFORCED, or use the tier oltp.");
    }
    OlapOptions.check(table);
    TableMetadata metadata = OlapSchema.metadata(table, "/");
    for (SortField field : metadata.sortOrder().fields()) {
      String column = metadata.schema().findColumnName(field.sourceId());
      new KeyCodec(List.of(table.columns().get(table.columnIndex(column)).type()));
    }
  }

  @Override
  public void opened(List<TableDefinition> tables) {
    try (Snapshot snapshot = setup.store().snapshot()) {
      Map<Integer, Integer> numbers = new java.util.HashMap<>();
      tables.forEach(table -> numbers.put(table.oid(), Pointer.read(snapshot, table.oid())));
      OrphanSweep.run(setup.directory(), numbers, this::metadata, files);
    }
  }

  @Override
  public TierSession begin(StorageTransaction transaction) {
    return new OlapSession(this, transaction);
  }

  Path folder(int oid) {
    return setup.directory().resolve(Integer.toString(oid)).toAbsolutePath();
  }

  /** A table's metadata of a number. */
  TableMetadata metadata(int oid, int number) {
    Loaded loaded = newest.get(oid);
    if (loaded != null && loaded.number() == number) {
      return loaded.metadata();
    }
    String path = folder(oid).resolve("metadata").resolve(Pointer.fileName(number)).toString();
    try {
      TableMetadata metadata = TableMetadataParser.read(files, path);
      moves.found(metadata.location(), folder(oid));
      remember(oid, number, metadata);
      return metadata;
    } catch (org.apache.iceberg.exceptions.RuntimeIOException failure) {
      throw new MegaDbException(
          SqlState.DATA_CORRUPTED,
          "could not read the metadata of an olap table, file \"" + path + "\"",
          failure);
    }
  }

  /** Keeps the metadata of a number unless that of a higher one is kept. */
  void remember(int oid, int number, TableMetadata metadata) {
    newest.merge(
        oid, new Loaded(number, metadata), (old, loaded) -> old.number() > number ? old : loaded);
  }

  void forget(int oid) {
    newest.remove(oid);
    statistics.remove(oid);
  }

  @Override
  public TableStatistics statistics(TableDefinition table) {
    int number;
    try (Snapshot snapshot = setup.store().snapshot()) {
      number = Pointer.read(snapshot, table.oid());
    }
    if (number == Pointer.NONE) {
      return new TableStatistics(0, 0, Map.of());
    }
    return statistics
        .compute(
            table.oid(),
            (oid, known) ->
                known != null && known.number() == number
                    ? known
                    : OlapStatistics.of(number, table, metadata(oid, number), files))
        .statistics();
  }
}
