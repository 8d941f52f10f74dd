package io.megadb.operator.store;

import io.megadb.operator.key.KeyHasher;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * Rows divided by the hash of their keys, each part in a file. Rows that are equal by their keys
 * are in the same part and keep their order. Confined to one thread.
 */
public final class RowPartitions implements AutoCloseable {
  /** A power of two. Each part has a buffer while it is written, so there are few. */
  public static final int PARTS = 16;

  private final OperatorSpill spill;
  private final KeyHasher hasher;
  private final int level;
  private final SpilledRows[] parts = new SpilledRows[PARTS];
  private long[] hashes = new long[0];
  private int[] order = new int[0];

  /**
   * @param level how often the rows were divided before: each level looks at other bits
   */
  public RowPartitions(List<PgType> keyTypes, int level, OperatorSpill spill) {
    this.spill = spill;
    this.hasher = new KeyHasher(keyTypes);
    this.level = level;
  }

  /** Adds rows by their keys, columns of as many rows. */
  public void add(Batch batch, Vector[] keys) {
    add(batch, keys, null);
  }

  /**
   * Adds rows.
   *
   * @param wanted parts whose rows are kept; null for all
   */
  public void add(Batch batch, Vector[] keys, boolean[] wanted) {
    int size = batch.size();
    if (hashes.length < size) {
      hashes = new long[size];
      order = new int[size];
    }
    hasher.hash(keys, size, hashes);
    int[] starts = new int[PARTS + 1];
    for (int i = 0; i < size; i++) {
      int part = part(hashes[i]);
      hashes[i] = part;
      starts[part + 1]++;
    }
    for (int part = 0; part < PARTS; part++) {
      starts[part + 1] += starts[part];
    }
    int[] next = starts.clone();
    for (int i = 0; i < size; i++) {
      order[next[(int) hashes[i]]++] = i;
    }
    for (int part = 0; part < PARTS; part++) {
      int count = starts[part + 1] - starts[part];
      if (count > 0 && (wanted == null || wanted[part])) {
        int[] rows = new int[count];
        System.arraycopy(order, starts[part], rows, 0, count);
        file(part).append(count == size ? batch : batch.select(rows, count));
      }
    }
  }

  /** Other bits on each level, and none of those by which exchanges divide rows. */
  private int part(long hash) {
    long mixed = (hash ^ (level + 1) * 0x9E37_79B9_7F4A_7C15L) * 0xD6E8_FEB8_6659_FD93L;
    return (int) ((mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L >>> 60);
  }

  private SpilledRows file(int part) {
    if (parts[part] == null) {
      parts[part] = spill.create();
    }
    return parts[part];
  }

  /** Ends writing. */
  public void finish() {
    for (SpilledRows part : parts) {
      if (part != null) {
        part.finish();
      }
    }
  }

  /** The rows of a part, which the caller closes, or null if there are none. */
  public SpilledRows part(int part) {
    return parts[part];
  }

  /** Rows of all parts. */
  public long rows() {
    long rows = 0;
    for (SpilledRows part : parts) {
      rows += part == null ? 0 : part.rows();
    }
    return rows;
  }

  @Override
  public void close() {
    for (SpilledRows part : parts) {
      if (part != null) {
        part.close();
      }
    }
  }
}
