package io.megadb.operator.store;

import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.List;

/** Rows kept in columns, numbered from 0 in the order of appending. Confined to one thread. */
public final class RowStore {
  private final GrowingColumn[] columns;
  private int size;
  private Batch view = new Batch(0);
  private boolean viewed;

  public RowStore(List<PgType> types, MemoryAccount account) {
    columns = new GrowingColumn[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = GrowingColumn.create(types.get(i).kind(), account);
    }
  }

  public int size() {
    return size;
  }

  /** Adds all rows of a batch with the store's columns. */
  public void append(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].append(batch.column(i));
    }
    size = Math.addExact(size, batch.size());
    viewed = false;
  }

  /** About how many bytes more {@link #append} would charge. */
  public long growth(Vector... vectors) {
    long bytes = 0;
    for (int i = 0; i < columns.length; i++) {
      bytes += columns[i].growth(vectors[i]);
    }
    return bytes;
  }

  /** Adds rows given as columns. */
  public void append(int rows, Vector... vectors) {
    append(new Batch(rows, vectors));
  }

  /** All rows as one batch, of any number of rows, that shares the arrays. */
  public Batch view() {
    if (!viewed) {
      Vector[] vectors = new Vector[columns.length];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = columns[i].view();
      }
      view = new Batch(size, vectors);
      viewed = true;
    }
    return view;
  }

  public FlatVector column(int index) {
    return (FlatVector) view().column(index);
  }

  /** What the columns are charged with. */
  public long heldBytes() {
    long bytes = 0;
    for (GrowingColumn column : columns) {
      bytes += column.heldBytes();
    }
    return bytes;
  }

  /** Gives the memory back; the store must not be used after that. */
  public void release() {
    for (GrowingColumn column : columns) {
      column.release();
    }
  }
}
