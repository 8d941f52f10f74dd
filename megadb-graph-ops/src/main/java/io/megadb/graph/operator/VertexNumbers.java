package io.megadb.graph.operator;

import io.megadb.execution.Cancellation;
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
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers vertices by the order of their identities, so that numbers do not depend on the order in
 * which rows came. Confined to one thread until all rows are there; thread-safe then.
 */
final class VertexNumbers {
  private final int width;
  private final List<PgType> types;
  private final MemoryAccount account;
  private final KeyTable keys;

  /** Further columns of each distinct vertex. */
  private final RowStore texts;

  /** Row in {@link #keys} by number, and the reverse. */
  private int[] rows = new int[0];

  private int[] ranks = new int[0];

  /**
   * @param width first columns that identify a vertex
   * @param types of all columns
   */
  VertexNumbers(int width, List<PgType> types, MemoryAccount account) {
    this.width = width;
    this.types = types;
    this.account = account;
    keys = new KeyTable(types.subList(0, width), account);
    texts = new RowStore(types.subList(width, types.size()), account);
  }

  static Vector[] columns(Batch batch, int from, int to) {
    return Arrays.copyOfRange(batch.columns(), from, to);
  }

  void add(Batch batch) {
    int known = keys.size();
    int[] numbers = new int[batch.size()];
    keys.insert(columns(batch, 0, width), batch.size(), numbers);
    if (types.size() == width) {
      return;
    }
    int[] first = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] == known + count) {
        first[count++] = i;
      }
    }
    Batch further = new Batch(batch.size(), columns(batch, width, batch.columnCount()));
    texts.append(further.select(first, count));
  }

  /** Rows, before there are numbers, of the vertices that columns identify; -1 for none. */
  void findRows(Batch batch, int firstColumn, int[] found) {
    keys.find(columns(batch, firstColumn, firstColumn + width), batch.size(), found);
  }

  /** Gives numbers; no row may follow. */
  void number(Cancellation cancellation) {
    int count = keys.size();
    account.add(RowSorter.bytes(count) + 8L * count);
    rows = sorted(keys.keys(), types, width, cancellation);
    account.release(RowSorter.bytes(count));
    ranks = new int[count];
    for (int rank = 0; rank < count; rank++) {
      ranks[rows[rank]] = rank;
    }
    texts.view();
  }

  /** Row numbers in the order of the first columns. */
  static int[] sorted(RowStore store, List<PgType> types, int width, Cancellation cancellation) {
    List<SortKey> order =
        IntStream.range(0, width).mapToObj(i -> new SortKey(i, false, false)).toList();
    Batch all = store.view();
    return store.size() == 0
        ? new int[0]
        : new RowSorter(types.subList(0, all.columnCount()), order, cancellation).sort(all);
  }

  /** Numbers of rows whose first column, by which they are sorted first, has one of the tags. */
  static BitSet tagged(FlatVector column, int[] rows, List<Integer> allowed) {
    long[] tags = ((LongVector) column).values();
    BitSet set = new BitSet(rows.length);
    for (int tag : allowed) {
      set.set(first(tags, rows, tag), first(tags, rows, tag + 1L));
    }
    return set;
  }

  private static int first(long[] tags, int[] rows, long tag) {
    int low = 0;
    int high = rows.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tags[rows[middle]] < tag) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int size() {
    return keys.size();
  }

  /** Number of a row. */
  int rank(int row) {
    return ranks[row];
  }

  /** Vertices of some tags. */
  BitSet ofTags(List<Integer> tags) {
    return rows.length == 0 ? new BitSet() : tagged(keys.keys().column(0), rows, tags);
  }

  /** Adds the vertices that a batch identifies. */
  void mark(Batch batch, BitSet set) {
    int[] found = new int[batch.size()];
    synchronized (keys) {
      findRows(batch, 0, found);
    }
    for (int row : found) {
      if (row >= 0) {
        set.set(ranks[row]);
      }
    }
  }

  /** Identities by number. */
  Batch identities(int[] which, int count) {
    return keys.keys().view().select(rows(rows, which, count), count);
  }

  /** Rows by number; -1 stays, which selects null. */
  static int[] rows(int[] rows, int[] which, int count) {
    int[] selected = new int[count];
    for (int i = 0; i < count; i++) {
      selected[i] = which[i] < 0 ? -1 : rows[which[i]];
    }
    return selected;
  }

  /** The text beside each vertex. */
  FlatVector texts() {
    return texts.column(0);
  }

  /** Row of a vertex in {@link #texts}. */
  int row(int vertex) {
    return rows[vertex];
  }
}
