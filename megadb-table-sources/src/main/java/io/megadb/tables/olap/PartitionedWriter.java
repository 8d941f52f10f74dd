package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.RowGroupMemory;
import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.StructLike;

/**
 * Spreads runs of rows over the files of their partitions: the caller gathers the next run while
 * threads of a pool write this one, each file by one of them. Only so many files are open at a
 * time; those not written to for longest are completed to make room. For one caller.
 */
final class PartitionedWriter {
  /** Open files; each holds a row group in memory. */
  private static final int MAX_OPEN = 32;

  /** Row groups of all open files. */
  private static final long ROW_GROUPS_BYTES = 256L << 20;

  /** Below so many rows the caller writes a run itself. */
  private static final int RUN_FOR_POOL = 4096;

  /** Rows of a run for which another file of a table without partitions is worthwhile. */
  private static final int ROWS_PER_FILE = 1 << 15;

  private final BaseTable table;
  private final List<PgType> types;
  private final ForkJoinPool pool;
  private final RowGroupMemory memory = new RowGroupMemory(ROW_GROUPS_BYTES);
  private final PartitionKey key;
  private final RowStruct row;

  /** All there ever were, in the order they were opened. */
  private final List<DataWriter> writers = new ArrayList<>();

  private final Map<Object, DataWriter> open = new LinkedHashMap<>(16, 0.75f, true);
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
  private volatile boolean abandoned;

  PartitionedWriter(BaseTable table, List<PgType> types, ForkJoinPool pool) {
    this.table = table;
    this.types = types;
    this.pool = pool;
    boolean partitioned = !table.spec().isUnpartitioned();
    key = partitioned ? new PartitionKey(table.spec(), table.schema()) : null;
    row = partitioned ? new RowStruct(types) : null;
  }

  /**
   * Writes a run in the table's order, or has it written. A failure may come out of a later call.
   *
   * @param run belongs to the writer from now on
   */
  void write(List<RunRow> run) {
    await();
    if (run.size() < RUN_FOR_POOL) {
      writeRun(run);
    } else {
      running = CompletableFuture.runAsync(() -> writeRun(run), pool);
    }
  }

  /** Waits for the run that is being written. */
  private void await() {
    join(running);
  }

  private static void join(CompletableFuture<Void> tasks) {
    try {
      tasks.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      if (failure.getCause() instanceof Error reason) {
        throw reason;
      }
      throw failure;
    }
  }

  private void writeRun(List<RunRow> run) {
    if (!table.sortOrder().isUnsorted()) {
      run.sort(null);
    }
    Map<Object, List<RunRow>> files = key == null ? byNumber(run) : byPartition(run);
    List<Runnable> tasks = new ArrayList<>();
    for (Map.Entry<Object, List<RunRow>> file : files.entrySet()) {
      DataWriter writer = writer(file.getKey());
      tasks.add(() -> write(writer, file.getValue()));
      if (tasks.size() == MAX_OPEN) {
        runAll(tasks, run.size());
        tasks.clear();
      }
    }
    runAll(tasks, run.size());
  }

  private void write(DataWriter writer, List<RunRow> rows) {
    writer.write(RunRow.rows(rows), () -> abandoned);
  }

  /** Parts of the run, each in order, under the numbers of their files. */
  private Map<Object, List<RunRow>> byNumber(List<RunRow> run) {
    int count = Math.max(1, Math.min(pool.getParallelism(), run.size() / ROWS_PER_FILE));
    Map<Object, List<RunRow>> parts = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) run.size() * i / count);
      int to = (int) ((long) run.size() * (i + 1) / count);
      parts.put(i, run.subList(from, to));
    }
    return parts;
  }

  private Map<Object, List<RunRow>> byPartition(List<RunRow> run) {
    Map<Object, List<RunRow>> parts = new LinkedHashMap<>();
    PartitionKey lastKey = null;
    List<RunRow> last = null;
    for (RunRow next : run) {
      row.at(next.columns(), next.number());
      key.partition(row);
      if (!key.equals(lastKey)) {
        lastKey = key.copy();
        last = parts.computeIfAbsent(lastKey, partition -> new ArrayList<>());
      }
      last.add(next);
    }
    return parts;
  }

  /** The writer of a partition, or of a number; of up to {@link #MAX_OPEN} in turn none closes. */
  private DataWriter writer(Object file) {
    DataWriter writer = open.get(file);
    if (writer == null) {
      if (open.size() == MAX_OPEN) {
        Object eldest = open.keySet().iterator().next();
        open.remove(eldest).close();
      }
      writer = new DataWriter(table, types, memory, key == null ? null : (PartitionKey) file);
      writers.add(writer);
      open.put(file, writer);
    }
    return writer;
  }

  /**
   * Runs tasks that have no file in common.
   *
   * @param rows that they are about
   */
  private void runAll(List<Runnable> tasks, int rows) {
    if (tasks.size() == 1 || rows < RUN_FOR_POOL) {
      tasks.forEach(Runnable::run);
      return;
    }
    join(
        CompletableFuture.allOf(
            tasks.stream()
                .map(task -> CompletableFuture.runAsync(task, pool))
                .toArray(CompletableFuture[]::new)));
  }

  /** Completes all files and answers them. */
  List<DataFile> finish() {
    await();
    List<Runnable> tasks = new ArrayList<>();
    open.values().forEach(writer -> tasks.add(writer::close));
    open.clear();
    runAll(tasks, writers.stream().mapToInt(DataWriter::unfinishedRows).sum());
    List<DataFile> files = new ArrayList<>();
    writers.forEach(writer -> files.addAll(writer.files()));
    return files;
  }

  /** Closes files that nobody will use, if they are not finished. */
  void abandon() {
    abandoned = true;
    running.exceptionally(failure -> null).join(); // whoever abandons has his reason already
    running = CompletableFuture.completedFuture(null);
    open.values().forEach(DataWriter::close);
    open.clear();
  }

  /** A row as Iceberg's transforms read it. */
  private static final class RowStruct implements StructLike {
    private final List<PgType> types;
    private FlatVector[] columns;
    private int number;

    RowStruct(List<PgType> types) {
      this.types = types;
    }

    void at(FlatVector[] newColumns, int newNumber) {
      columns = newColumns;
      number = newNumber;
    }

    @Override
    public int size() {
      return types.size();
    }

    @Override
    public <T> T get(int position, Class<T> javaClass) {
      Object value = Values.get(columns[position], number);
      return value == null ? null : javaClass.cast(internal(types.get(position), value));
    }

    private static Object internal(PgType type, Object value) {
      return switch (Storage.of(type)) {
        case BOOLEAN, LONG, TIME, DOUBLE -> value;
        case INT -> ((Long) value).intValue();
        case DATE -> Times.storedDate((Long) value);
        case TIMESTAMP -> Times.storedTimestamp((Long) value);
        case FLOAT -> ((Double) value).floatValue();
        case DECIMAL -> ((PgNumeric) value).decimal().setScale(type.scale());
        case NUMERIC_TEXT -> value.toString();
        case TEXT -> ((Bytes) value).text();
        case BINARY, INTERVAL -> ByteBuffer.wrap(((Bytes) value).array());
        case UUID -> {
          ByteBuffer bytes = ByteBuffer.wrap(((Bytes) value).array());
          yield new UUID(bytes.getLong(), bytes.getLong());
        }
        case LIST -> throw new IllegalStateException("arrays partition nothing");
      };
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("rows are read here");
    }
  }
}
