package io.megadb.graph.operator;

import io.megadb.execution.Cancellation;
import io.megadb.graph.kernel.Adjacency;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.sort.RowSorter;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows of vertices and edges, both numbered by the order of their identities, and the adjacency
 * between them. Confined to one thread until {@link #build}; thread-safe then.
 */
final class GraphRows implements BuiltGraph {
  private final int vertexWidth;
  private final int edgeWidth;
  private final List<PgType> edgeTypes;
  private final MemoryAccount account;
  private final Cancellation cancellation;
  private final VertexNumbers vertices;

  /** Identity and further columns of edges that have both ends. */
  private final RowStore edges;

  private int[] sources = new int[1024];
  private int[] targets = new int[1024];
  private int[] edgeRows = new int[0];
  private Adjacency adjacency;
  private final AtomicLong bytes = new AtomicLong();

  /** Made when first asked for, and under this object's lock. */
  private KeyTable edgeKeys;

  private int[] edgeKeyNumbers = new int[0];

  /**
   * @param vertexTypes columns of vertices: their identity, then what is kept beside it
   * @param edgeTypes of edges: identity, source, destination, then what is kept
   */
  GraphRows(
      int vertexWidth,
      int edgeWidth,
      List<PgType> vertexTypes,
      List<PgType> edgeTypes,
      MemoryAccount account,
      Cancellation cancellation) {
    this.vertexWidth = vertexWidth;
    this.edgeWidth = edgeWidth;
    this.edgeTypes = keptEdgeTypes(edgeTypes, vertexWidth, edgeWidth);
    this.account = account;
    this.cancellation = cancellation;
    vertices = new VertexNumbers(vertexWidth, vertexTypes, account);
    edges = new RowStore(this.edgeTypes, account);
  }

  private static List<PgType> keptEdgeTypes(List<PgType> types, int vertexWidth, int edgeWidth) {
    List<PgType> kept = new ArrayList<>(types.subList(0, edgeWidth));
    kept.addAll(types.subList(edgeWidth + 2 * vertexWidth, types.size()));
    return kept;
  }

  @Override
  public void addVertices(Batch batch) {
    vertices.add(batch);
  }

  /** Edges without one of their ends are left out. */
  @Override
  public void addEdges(Batch batch) {
    int[] from = new int[batch.size()];
    int[] to = new int[batch.size()];
    vertices.findRows(batch, edgeWidth, from);
    vertices.findRows(batch, edgeWidth + vertexWidth, to);
    int[] kept = new int[batch.size()];
    int count = 0;
    int next = edges.size();
    reserve(next + batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (from[i] >= 0 && to[i] >= 0) {
        sources[next + count] = from[i];
        targets[next + count] = to[i];
        kept[count++] = i;
      }
    }
    Vector[] columns = new Vector[edgeTypes.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i < edgeWidth ? i : i + 2 * vertexWidth);
    }
    edges.append(new Batch(batch.size(), columns).select(kept, count));
  }

  private void reserve(int size) {
    if (size > sources.length) {
      int grown = Math.max(size, 2 * sources.length);
      account.add(8L * (grown - sources.length));
      sources = Arrays.copyOf(sources, grown);
      targets = Arrays.copyOf(targets, grown);
    }
  }

  @Override
  public void build() {
    vertices.number(cancellation);
    int vertexCount = vertices.size();
    int edgeCount = edges.size();
    account.add(
        RowSorter.bytes(edgeCount) + 4L * edgeCount + Adjacency.bytes(vertexCount, edgeCount));
    edgeRows = VertexNumbers.sorted(edges, edgeTypes, edgeWidth, cancellation);
    int[] from = new int[edgeCount];
    int[] to = new int[edgeCount];
    for (int edge = 0; edge < edgeCount; edge++) {
      from[edge] = vertices.rank(sources[edgeRows[edge]]);
      to[edge] = vertices.rank(targets[edgeRows[edge]]);
    }
    account.release(RowSorter.bytes(edgeCount) + 8L * (sources.length - 1024));
    sources = new int[0];
    targets = new int[0];
    edges.view();
    adjacency = new Adjacency(vertexCount, from, to);
    bytes.set(account.heldBytes());
  }

  Adjacency adjacency() {
    return adjacency;
  }

  @Override
  public int vertices() {
    return adjacency.vertices();
  }

  @Override
  public long edges() {
    return adjacency.edges();
  }

  @Override
  public long bytes() {
    return bytes.get();
  }

  /** Vertices of some tags. */
  BitSet verticesOf(List<Integer> tags) {
    return vertices.ofTags(tags);
  }

  /** Edges of some tags. */
  BitSet edgesOf(List<Integer> tags) {
    return edgeRows.length == 0
        ? new BitSet()
        : VertexNumbers.tagged(edges.column(0), edgeRows, tags);
  }

  /** Adds the vertices that a batch identifies. */
  void markVertices(Batch batch, BitSet set) {
    vertices.mark(batch, set);
  }

  /**
   * Adds the keys of the edges that a batch identifies; {@link #edgesOf(BitSet)} finds these.
   *
   * @param statement pays for what is made at the first call
   * @return the key of each row, -1 for none
   */
  synchronized int[] markEdgeKeys(Batch batch, BitSet keys, MemoryAccount statement) {
    if (edgeKeys == null) {
      long before = statement.heldBytes();
      KeyTable table = new KeyTable(edgeTypes.subList(0, edgeWidth), statement);
      statement.add(4L * edges.size());
      int[] numbers = new int[edges.size()];
      Batch all = edges.view();
      table.insert(VertexNumbers.columns(all, 0, edgeWidth), all.size(), numbers);
      edgeKeyNumbers = numbers;
      edgeKeys = table;
      bytes.addAndGet(statement.heldBytes() - before);
    }
    int[] found = new int[batch.size()];
    edgeKeys.find(VertexNumbers.columns(batch, 0, edgeWidth), batch.size(), found);
    for (int number : found) {
      if (number >= 0) {
        keys.set(number);
      }
    }
    return found;
  }

  /** What belongs to the key of each edge, by edge. */
  synchronized double[] byEdge(double[] byKey) {
    double[] values = new double[edgeRows.length];
    for (int edge = 0; edge < values.length && edgeKeys != null; edge++) {
      int key = edgeKeyNumbers[edgeRows[edge]];
      values[edge] = key < byKey.length ? byKey[key] : 0;
    }
    return values;
  }

  /** Edges of marked keys. */
  synchronized BitSet edgesOf(BitSet keys) {
    BitSet set = new BitSet();
    for (int edge = 0; edge < edgeRows.length && !keys.isEmpty(); edge++) {
      if (keys.get(edgeKeyNumbers[edgeRows[edge]])) {
        set.set(edge);
      }
    }
    return set;
  }

  /** Identities of vertices by number. */
  Batch vertices(int[] which, int count) {
    return vertices.identities(which, count);
  }

  /** Identities of edges by number. */
  Batch edges(int[] which, int count) {
    Batch all = edges.view();
    return new Batch(all.size(), VertexNumbers.columns(all, 0, edgeWidth))
        .select(VertexNumbers.rows(edgeRows, which, count), count);
  }

  /** The text beside each vertex. */
  FlatVector vertexTexts() {
    return vertices.texts();
  }

  FlatVector edgeTexts() {
    return edges.column(edgeWidth);
  }

  /** Row of a vertex in {@link #vertexTexts}. */
  int vertexRow(int vertex) {
    return vertices.row(vertex);
  }

  /** Row of an edge in {@link #edgeTexts}. */
  int edgeRow(int edge) {
    return edgeRows[edge];
  }
}
