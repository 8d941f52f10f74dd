package io.megadb.vectorops.search;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import io.megadb.vectorops.index.HnswGraph;
import io.megadb.vectorops.index.Metric;
import io.megadb.vectorops.type.VectorForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a table at its newest version and brings an index there: rows that are as before keep their
 * nodes, others get new ones. A graph of which more than a fifth is dead is built anew. For one
 * thread, once.
 */
final class IndexBuild {
  private static final double DEAD_MAX = 0.2;

  /** Bytes of an identity, its node and their places in the map. */
  private static final int IDENTITY_BYTES = 96;

  private final TableDefinition table;
  private final int column;
  private final Metric metric;
  private final long bytesMax;
  private final ExecutionContext context;
  private final IndexedRows before;
  private final BuildProgress progress;
  private final List<Batch> chunks = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final Map<Bytes, Integer> nodeOfIdentity = new HashMap<>();
  private final HnswGraph graph;
  private int[] nodeOfRow = new int[1024];
  private int rows;
  private long chunkBytes;

  /**
   * @param before the version before; null if there is none
   * @param bytesMax beyond which the build fails with 53200
   * @param progress is told the rows done
   */
  IndexBuild(
      TableDefinition table,
      IndexDefinition index,
      IndexedRows before,
      long bytesMax,
      ExecutionContext context,
      BuildProgress progress) {
    this.progress = progress;
    this.table = table;
    this.column = table.columns().indexOf(table.columnAt(index.attnum()));
    this.metric = HnswMethod.metric(index.operatorClass());
    this.bytesMax = bytesMax;
    this.context = context;
    boolean reuse = before != null && before.dead() <= DEAD_MAX;
    this.before = reuse ? before : null;
    graph =
        reuse
            ? before.graph()
            : new HnswGraph(
                metric,
                Integer.parseInt(index.options().get(HnswMethod.LINKS)),
                Integer.parseInt(index.options().get(HnswMethod.BREADTH)));
  }

  /** The index at the newest version; null if the table is changing at this moment. */
  IndexedRows run(Database database) throws Exception {
    try (DatabaseTransaction transaction = database.begin(IsolationLevel.READ_COMMITTED, true);
        StatementSnapshot snapshot = transaction.startStatement()) {
      long version = transaction.contentVersion(table.reference(), snapshot);
      if (version < 0) {
        return null;
      }
      TableScan scan = scan();
      for (Split split : transaction.splits(scan, snapshot, context, 1).splits()) {
        read(scan, split);
      }
      return result(version);
    }
  }

  private TableScan scan() {
    List<ScanColumn> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition definition = table.columns().get(i);
      columns.add(new ScanColumn(i, definition.name(), definition.type()));
    }
    return new TableScan(
        new PlanProperties(0, 1, CostVector.ZERO),
        table.reference(),
        columns,
        List.of(),
        List.of(),
        -1,
        true);
  }

  private void read(TableScan scan, Split split) throws Exception {
    try (BatchReader reader =
        context.extensions().reader(table.accessMethod()).open(scan, split, context)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        context.cancellation().check();
        add(batch);
        if (bytes() > bytesMax) {
          throw new MegaDbException(
              SqlState.OUT_OF_MEMORY,
              "it needs more than the "
                  + (bytesMax >> 20)
                  + " MiB that indexes may use, see megadb.vector_index_memory_max");
        }
      }
    }
  }

  private long bytes() {
    return chunkBytes + graph.bytes() + (long) rows * (IDENTITY_BYTES + 8);
  }

  private void add(Batch batch) {
    int identities = table.columns().size();
    Vector[] kept = Arrays.copyOf(batch.columns(), identities);
    addNodes(batch.column(column).flat(), (BytesVector) batch.column(identities).flat());
    kept[column] = nulls(table.columns().get(column).type(), batch.size());
    Batch chunk = new Batch(batch.size(), kept);
    starts.add(rows);
    rows += batch.size();
    chunks.add(chunk);
    chunkBytes += chunk.bytes();
  }

  private static Vector nulls(PgType type, int rows) {
    VectorBuilder builder = VectorBuilder.of(type, 1);
    builder.appendNull();
    return new io.megadb.vector.ConstantVector(rows, builder.build());
  }

  private void addNodes(FlatVector vectors, BytesVector identities) {
    ListVector lists = (ListVector) vectors;
    double[] elements = VectorForm.elements(lists);
    if (rows + lists.size() > nodeOfRow.length) {
      nodeOfRow = Arrays.copyOf(nodeOfRow, Math.max(2 * nodeOfRow.length, rows + lists.size()));
    }
    for (int i = 0; i < lists.size(); i++) {
      progress.done(rows + i + 1L);
      nodeOfRow[rows + i] = -1;
      if (lists.isNull(i)) {
        continue;
      }
      float[] vector = new float[lists.offsets()[i + 1] - lists.offsets()[i]];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) elements[lists.offsets()[i] + j];
      }
      if (metric == Metric.COSINE && !(Metric.norm(vector) > 0)) {
        continue;
      }
      Bytes identity = Bytes.of(identities.copy(i));
      int node = node(identity, vector);
      nodeOfIdentity.put(identity, node);
      nodeOfRow[rows + i] = node;
    }
  }

  private int node(Bytes identity, float[] vector) {
    Integer known = before == null ? null : before.nodeOf(identity);
    return known != null && Arrays.equals(graph.vector(known), vector) ? known : graph.add(vector);
  }

  private IndexedRows result(long version) {
    int[] firsts = new int[starts.size() + 1];
    for (int i = 0; i < starts.size(); i++) {
      firsts[i] = starts.get(i);
    }
    firsts[starts.size()] = rows;
    return new IndexedRows(
        version, graph, chunks, firsts, Arrays.copyOf(nodeOfRow, rows), nodeOfIdentity, bytes());
  }
}
