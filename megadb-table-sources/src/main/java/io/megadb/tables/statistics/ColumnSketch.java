package io.megadb.tables.statistics;

import io.megadb.operator.key.KeyHasher;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import java.util.List;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * Counts of one column: rows, nulls, bytes, and distinct values by HyperLogLog (Flajolet et al.
 * 2007, as Apache DataSketches has it). Sketches of parts of a table merge into that of the table;
 * rows that go leave it as it is. Confined to one thread.
 */
public final class ColumnSketch {
  /** 2,048 registers: a relative error of 2 % in about one kibibyte. */
  private static final int LG_REGISTERS = 11;

  /** Values seen lately are not hashed into the sketch again; a power of two. */
  private static final int RECENT = 512;

  private static final int NUMERIC_BYTES = 8;

  private HllSketch sketch;
  private long rows;
  private long nulls;
  private double bytes;

  // What watching takes; see seal.
  private long[] recent = {};
  private KeyHasher hasher;

  public ColumnSketch() {
    sketch = new HllSketch(LG_REGISTERS, TgtHllType.HLL_8);
  }

  private ColumnSketch(HllSketch sketch, long rows, long nulls, double bytes) {
    this();
    this.sketch = sketch;
    this.rows = rows;
    this.nulls = nulls;
    this.bytes = bytes;
  }

  /**
   * A sketch that was kept.
   *
   * @param kept of {@link #toBytes}
   * @throws RuntimeException of any kind if they are damaged
   */
  public static ColumnSketch of(byte[] kept, long rows, long nulls, double bytes) {
    HllSketch sketch = HllSketch.heapify(kept);
    if (rows < 0 || nulls < 0 || nulls > rows || !(bytes >= 0) || !(sketch.getEstimate() >= 0)) {
      throw new IllegalArgumentException("counts of a sketch that cannot be");
    }
    return new ColumnSketch(sketch, rows, nulls, bytes);
  }

  /**
   * Sees rows of a column; always of the same type.
   *
   * @param hashes as many as rows, or more; overwritten
   */
  public void add(Vector vector, PgType type, long[] hashes) {
    int count = vector.size();
    if (hasher == null) {
      // Documents are told apart by their text: reading each would take longer than writing it.
      boolean document = type.is(PgTypes.JSON) || type.is(PgTypes.JSONB);
      hasher = new KeyHasher(List.of(document ? PgType.of(PgTypes.TEXT) : type));
    }
    if (recent.length == 0 && count >= RECENT) {
      recent = new long[RECENT];
    }
    hasher.hash(new Vector[] {vector}, count, hashes);
    boolean mayHaveNulls = vector.mayHaveNulls();
    int absent = 0;
    for (int i = 0; i < count; i++) {
      long hash = hashes[i];
      int slot = (int) (hash & RECENT - 1);
      if (mayHaveNulls && vector.isNull(i)) {
        absent++;
      } else if (recent.length == 0) {
        sketch.update(hash);
      } else if (recent[slot] != hash) {
        recent[slot] = hash;
        sketch.update(hash);
      }
    }
    rows += count;
    nulls += absent;
    bytes += bytes(vector, type, count - absent);
  }

  private static double bytes(Vector vector, PgType type, int values) {
    int length = type.base().length();
    if (length > 0 || values == 0) {
      return (double) length * values;
    }
    if (vector instanceof DictionaryVector dictionary) {
      FlatVector entries = dictionary.dictionary();
      int all = Math.max(1, entries.size());
      return bytes(entries, type, all) / all * values;
    }
    FlatVector flat = vector.flat();
    if (flat instanceof BytesVector texts) {
      // A byte more for the length, as PostgreSQL's short values have.
      return (double) texts.offsets()[flat.size()] - texts.offsets()[0] + values;
    }
    if (flat instanceof ListVector) {
      return (double) flat.bytes() / flat.size() * values;
    }
    return (double) NUMERIC_BYTES * values;
  }

  /** Keeps no more than the counts; more rows may still come. */
  public void seal() {
    recent = new long[0];
    hasher = null;
  }

  /** Adds the rows of another part. */
  public void merge(ColumnSketch other) {
    Union union = new Union(LG_REGISTERS);
    union.update(sketch);
    union.update(other.sketch);
    sketch = union.getResult(TgtHllType.HLL_8);
    rows += other.rows;
    nulls += other.nulls;
    bytes += other.bytes;
  }

  /** Rows seen. */
  public long rows() {
    return rows;
  }

  public long nulls() {
    return nulls;
  }

  /** Of all values together. */
  public double bytes() {
    return bytes;
  }

  /** Mean bytes of a value that is not null, or -1 if there is none. */
  public double width() {
    return rows == nulls ? -1 : bytes / (rows - nulls);
  }

  /** Estimated distinct values, nulls aside; never more than there are rows with values. */
  public double distinct() {
    return Math.min((double) rows - nulls, Math.rint(sketch.getEstimate()));
  }

  /** The values' sketch in its smallest form. */
  public byte[] toBytes() {
    return sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray();
  }
}
