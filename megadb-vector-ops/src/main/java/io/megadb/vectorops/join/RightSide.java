package io.megadb.vectorops.join;

import io.megadb.execution.Cancellation;
import io.megadb.operator.sort.RowSorter;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.ListVector;
import io.megadb.vectorops.kernel.VectorBlock;
import io.megadb.vectorops.type.VectorForm;
import java.util.ArrayList;
import java.util.List;

/**
 * All right rows by position: those with a vector before those without, each by the order for rows
 * that are equally far. Rows that this order does not part are in the order of their values, so
 * that neither workers nor the order of arrival show. Immutable.
 */
final class RightSide {
  private final Batch rows;
  private final ListVector vectors;
  private final double[] elements;
  private final int withVector;
  private final int[] positionOfRank;
  private final int[] rankOfPosition;
  private final int[] positionOfArrival;
  private final int length;
  private final List<VectorBlock> blocks = new ArrayList<>();

  RightSide(
      RowStore store,
      List<PgType> types,
      Pairing pairing,
      MemoryAccount account,
      Cancellation cancellation) {
    Batch arrived = store.view();
    int size = arrived.size();
    account.add(RowSorter.bytes(size) + arrived.bytes());
    int[] sorted = new RowSorter(types, order(types, pairing), cancellation).sort(arrived);
    ListVector unordered = (ListVector) arrived.column(pairing.rightVector()).flat();
    int[] order = new int[size];
    int next = 0;
    for (int row : sorted) {
      if (!unordered.isNull(row)) {
        order[next++] = row;
      }
    }
    withVector = next;
    positionOfRank = new int[size];
    rankOfPosition = new int[size];
    int vectors = 0;
    for (int rank = 0; rank < size; rank++) {
      boolean isNull = unordered.isNull(sorted[rank]);
      positionOfRank[rank] = isNull ? next : vectors++;
      rankOfPosition[positionOfRank[rank]] = rank;
      if (isNull) {
        order[next++] = sorted[rank];
      }
    }
    positionOfArrival = new int[size];
    for (int position = 0; position < size; position++) {
      positionOfArrival[order[position]] = position;
    }
    rows = arrived.select(order, size);
    store.release();
    account.release(RowSorter.bytes(size));
    this.vectors = (ListVector) rows.column(pairing.rightVector()).flat();
    elements = VectorForm.elements(this.vectors);
    length = commonLength();
    if (length > 0) {
      fillBlocks(account, cancellation);
    }
  }

  /** The order asked for, then that of all other columns which have one and cost little. */
  private static List<SortKey> order(List<PgType> types, Pairing pairing) {
    List<SortKey> keys = new ArrayList<>(pairing.order());
    for (int column = 0; column < types.size(); column++) {
      PgType type = types.get(column);
      int index = column;
      if (type.kind() != null
          && type.kind() != VectorKind.LIST
          && !type.is(PgTypes.JSON)
          && keys.stream().noneMatch(key -> key.column() == index)) {
        keys.add(new SortKey(column, false, false));
      }
    }
    return keys;
  }

  /** Elements of every vector; -1 if they differ or there is none. */
  private int commonLength() {
    for (int position = 0; position < withVector; position++) {
      if (length(position) != length(0)) {
        return -1;
      }
    }
    return withVector == 0 ? -1 : length(0);
  }

  private void fillBlocks(MemoryAccount account, Cancellation cancellation) {
    int[] offsets = vectors.offsets();
    for (int position = 0; position < withVector; position++) {
      if (position % VectorBlock.ROWS == 0) {
        cancellation.check();
        account.add(VectorBlock.bytes(length));
        blocks.add(new VectorBlock(length));
      }
      blocks.get(blocks.size() - 1).add(elements, offsets[position]);
    }
  }

  Batch rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }

  /** Positions before this have a vector, the others not. */
  int withVector() {
    return withVector;
  }

  /** Where the row is that came as the nth, from 0. */
  int positionOfArrival(int arrival) {
    return positionOfArrival[arrival];
  }

  /** Number of a position's row in the order of all rows, with a vector or not. */
  int rankOf(int position) {
    return rankOfPosition[position];
  }

  /** Position of the row with a {@link #rankOf rank}. */
  int positionOfRank(int rank) {
    return positionOfRank[rank];
  }

  /** Elements of every vector; -1 if they differ or there is none. */
  int length() {
    return length;
  }

  /** Blocks of vectors in the order of positions; none if their lengths differ. */
  List<VectorBlock> blocks() {
    return blocks;
  }

  double[] elements() {
    return elements;
  }

  int from(int position) {
    return vectors.offsets()[position];
  }

  int length(int position) {
    return vectors.offsets()[position + 1] - vectors.offsets()[position];
  }
}
