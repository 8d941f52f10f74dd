package io.megadb.graph.operator;

import io.megadb.execution.Cancellation;
import io.megadb.graph.kernel.Adjacency;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.sort.RowSorter;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects the rows of vertices and edges and numbers both by the order of their identities, so
 * that numbers do not depend on the order in which rows came. Confined to one thread.
 */
final class GraphRows {
  private final int vertexWidth;
  private final int edgeWidth;
  private final List<PgType> vertexTypes;
  private final List<PgType> edgeTypes;
  private final MemoryAccount account;
  private final Cancellation cancellation;
  private final KeyTable vertices;

  /** Further columns of each distinct vertex. */
  private final RowStore vertexTexts;

  /** Identity and further columns of edges that have both ends. */
  private final RowStore edges;

  private int[] sources = new int[1024];
  private int[] targets = new int[1024];
  private int[] numbers = new int[0];
  private int[] others = new int[0];
  private int[] vertexRows = new int[0];
  private int[] edgeRows = new int[0];
  private int[] vertexRanks = new int[0];
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
    this.vertexTypes = vertexTypes;
    this.edgeTypes = keptEdgeTypes(edgeTypes, vertexWidth, edgeWidth);
    this.account = account;
    this.cancellation = cancellation;
    vertices = new KeyTable(vertexTypes.subList(0, vertexWidth), account);
    vertexTexts = new RowStore(vertexTypes.subList(vertexWidth, vertexTypes.size()), account);
    edges = new RowStore(this.edgeTypes, account);
  }

  private static List<PgType> keptEdgeTypes(List<PgType> types, int vertexWidth, int edgeWidth) {
    List<PgType> kept = new ArrayList<>(types.subList(0, edgeWidth));
    kept.addAll(types.subList(edgeWidth + 2 * vertexWidth, types.size()));
    return kept;
  }

  private static Vector[] columns(Batch batch, int from, int to) {
    return Arrays.copyOfRange(batch.columns(), from, to);
  }

  private void ensureNumbers(int rows) {
    if (numbers.length < rows) {
      numbers = new int[rows];
      others = new int[rows];
    }
  }

  void addVertices(Batch batch) {
    ensureNumbers(batch.size());
    int known = vertices.size();
    vertices.insert(columns(batch, 0, vertexWidth), batch.size(), numbers);
    if (vertexTypes.size() == vertexWidth) {
      return;
    }
    int[] first = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] == known + count) {
        first[count++] = i;
      }
    }
    Batch texts = new Batch(batch.size(), columns(batch, vertexWidth, batch.columnCount()));
    vertexTexts.append(texts.select(first, count));
  }

  /** Edges without one of their ends are left out. */
  void addEdges(Batch batch) {
    ensureNumbers(batch.size());
    int destination = edgeWidth + vertexWidth;
    vertices.find(columns(batch, edgeWidth, destination), batch.size(), numbers);
    vertices.find(columns(batch, destination, destination + vertexWidth), batch.size(), others);
    int[] kept = new int[batch.size()];
    int count = 0;
    int next = edges.size();
    reserve(next + batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0 && others[i] >= 0) {
        sources[next + count] = numbers[i];
        targets[next + count] = others[i];
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

  /** The graph of all rows; none may follow. */
  Adjacency build() {
    int vertexCount = vertices.size();
    int edgeCount = edges.size();
    account.add(
        RowSorter.bytes(Math.max(vertexCount, edgeCount))
            + 8L * vertexCount
            + 4L * edgeCount
            + Adjacency.bytes(vertexCount, edgeCount));
    vertexRows = sorted(vertices.keys(), vertexTypes, vertexWidth);
    vertexRanks = new int[vertexCount];
    for (int rank = 0; rank < vertexCount; rank++) {
      vertexRanks[vertexRows[rank]] = rank;
    }
    edgeRows = sorted(edges, edgeTypes, edgeWidth);
    int[] from = new int[edgeCount];
    int[] to = new int[edgeCount];
    for (int edge = 0; edge < edgeCount; edge++) {
      from[edge] = vertexRanks[sources[edgeRows[edge]]];
      to[edge] = vertexRanks[targets[edgeRows[edge]]];
    }
    return new Adjacency(vertexCount, from, to);
  }

  private int[] sorted(RowStore rows, List<PgType> types, int width) {
    List<SortKey> keys =
        IntStream.range(0, width).mapToObj(i -> new SortKey(i, false, false)).toList();
    Batch all = rows.view();
    return rows.size() == 0
        ? new int[0]
        : new RowSorter(types.subList(0, all.columnCount()), keys, cancellation).sort(all);
  }

  private static BitSet tagged(FlatVector tags, int[] rows, List<Integer> allowed) {
    long[] values = ((LongVector) tags).values();
    BitSet tagsAllowed = new BitSet();
    allowed.forEach(tagsAllowed::set);
    BitSet set = new BitSet(rows.length);
    for (int i = 0; i < rows.length; i++) {
      if (tagsAllowed.get((int) values[rows[i]])) {
        set.set(i);
      }
    }
    return set;
  }

  /** Vertices of some tags. */
  BitSet verticesOf(List<Integer> tags) {
    return vertexRows.length == 0
        ? new BitSet()
        : tagged(vertices.keys().column(0), vertexRows, tags);
  }

  /** Edges of some tags. */
  BitSet edgesOf(List<Integer> tags) {
    return edgeRows.length == 0 ? new BitSet() : tagged(edges.column(0), edgeRows, tags);
  }

  /** Adds the vertices that a batch identifies. */
  void markVertices(Batch batch, BitSet set) {
    ensureNumbers(batch.size());
    vertices.find(columns(batch, 0, vertexWidth), batch.size(), numbers);
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0) {
        set.set(vertexRanks[numbers[i]]);
      }
    }
  }

  /** Adds the keys of the edges that a batch identifies; {@link #edgesOf(BitSet)} finds these. */
  void markEdgeKeys(Batch batch, BitSet keys) {
    if (edgeKeys == null) {
      edgeKeys = new KeyTable(edgeTypes.subList(0, edgeWidth), account);
      account.add(4L * edges.size());
      edgeKeyNumbers = new int[edges.size()];
      Batch all = edges.view();
      edgeKeys.insert(columns(all, 0, edgeWidth), all.size(), edgeKeyNumbers);
    }
    ensureNumbers(batch.size());
    edgeKeys.find(columns(batch, 0, edgeWidth), batch.size(), numbers);
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0) {
        keys.set(numbers[i]);
      }
    }
  }

  /** Edges of marked keys. */
  BitSet edgesOf(BitSet keys) {
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
    return vertices.keys().view().select(rows(vertexRows, which, count), count);
  }

  /** Identities of edges by number. */
  Batch edges(int[] which, int count) {
    Batch all = edges.view();
    return new Batch(all.size(), columns(all, 0, edgeWidth))
        .select(rows(edgeRows, which, count), count);
  }

  private static int[] rows(int[] rows, int[] which, int count) {
    int[] selected = new int[count];
    for (int i = 0; i < count; i++) {
      selected[i] = rows[which[i]];
    }
    return selected;
  }

  /** The text beside each vertex. */
  FlatVector vertexTexts() {
    return vertexTexts.column(0);
  }

  FlatVector edgeTexts() {
    return edges.column(edgeWidth);
  }

  /** Row of a vertex in {@link #vertexTexts}. */
  int vertexRow(int vertex) {
    return vertexRows[vertex];
  }

  /** Row of an edge in {@link #edgeTexts}. */
  int edgeRow(int edge) {
    return edgeRows[edge];
  }
}
