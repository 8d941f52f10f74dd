package io.megadb.tables.codec;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.RowBlock;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;

/**
 * Rows of one table as bytes.
 *
 * <pre>
 *   version 1 | varint n | n values of attnum 1 … n, each: varint length + 1 (0 = null), value
 * </pre>
 *
 * <p>A value's place is its column's attnum, which is never used twice: a column added later than
 * the row reads as its missing value, and the values of dropped columns are passed over. Immutable,
 * except that {@link #encode} is for one thread.
 */
public final class RowCodec {
  private static final int VERSION = 1;

  private final int[] attnums;
  private final ValueCodec[] codecs;

  /** Index of the column at each attnum, or -1. */
  private final int[] columnOf;

  /** By column, for rows older than it, a vector of one row; null for null. */
  private final FlatVector[] missing;

  private final ByteWriter out = new ByteWriter(256);

  /** Columns that read as null in rows older than they are. */
  public RowCodec(int[] attnums, List<PgType> types) {
    this(attnums, types, new FlatVector[attnums.length]);
  }

  /**
   * @param attnums of the columns, ascending for {@link #encode}
   * @param types of the columns
   * @param missing by column, what it has in rows older than it is, as a vector of one row; null
   *     for null
   */
  public RowCodec(int[] attnums, List<PgType> types, FlatVector[] missing) {
    this.attnums = attnums.clone();
    this.missing = missing.clone();
    codecs = new ValueCodec[attnums.length];
    int last = 0;
    for (int attnum : attnums) {
      last = Math.max(last, attnum);
    }
    columnOf = new int[last + 1];
    java.util.Arrays.fill(columnOf, -1);
    for (int i = 0; i < codecs.length; i++) {
      codecs[i] = ValueCodec.of(types.get(i));
      columnOf[attnums[i]] = i;
    }
  }

  /** The columns of a batch in flat form, ready for {@link #encode}. */
  public static FlatVector[] flat(Batch batch, int firstColumn) {
    FlatVector[] flat = new FlatVector[batch.columnCount() - firstColumn];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = batch.column(firstColumn + i).flat();
    }
    return flat;
  }

  /** One row of all columns. */
  public byte[] encode(FlatVector[] columns, int row) {
    encodeRow(columns, row);
    return out.toArray();
  }

  /** Adds one row of all columns to a block, as the part under way. */
  public void encode(FlatVector[] columns, int row, RowBlock block) {
    encodeRow(columns, row);
    out.appendTo(block);
  }

  private void encodeRow(FlatVector[] columns, int row) {
    out.truncate(0);
    out.put(VERSION);
    out.putVarint(columnOf.length - 1);
    int attnum = 1;
    for (int i = 0; i < columns.length; i++, attnum++) {
      for (; attnum < attnums[i]; attnum++) {
        out.put(0);
      }
      if (columns[i].isNull(row)) {
        out.put(0);
      } else {
        codecs[i].encodeDelimited(columns[i], row, out);
      }
    }
  }

  /** Builders for this codec's columns. */
  public static VectorBuilder[] builders(List<PgType> types, int rows) {
    VectorBuilder[] builders = new VectorBuilder[types.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = VectorBuilder.of(types.get(i), rows);
    }
    return builders;
  }

  /** What builders hold, as a batch of {@code rows} rows. */
  public static Batch build(VectorBuilder[] builders, int rows) {
    Vector[] columns = new Vector[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    return new Batch(rows, columns);
  }

  /** Appends this codec's columns of a row to the builders. */
  public void decode(byte[] row, VectorBuilder[] into) {
    if (row[0] != VERSION) {
      throw new MegaDbException(
          SqlState.DATA_CORRUPTED,
          "a row has format version " + row[0] + ", this build reads " + VERSION);
    }
    int position = 1;
    int count = 0;
    int next;
    int shift = 0;
    do {
      next = row[position++];
      count |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    for (int attnum = 1; attnum <= count; attnum++) {
      int delimiter = row[position++];
      if (delimiter < 0) {
        delimiter &= 0x7f;
        shift = 7;
        do {
          next = row[position++];
          delimiter |= (next & 0x7f) << shift;
          shift += 7;
        } while (next < 0);
      }
      int column = attnum < columnOf.length ? columnOf[attnum] : -1;
      if (column >= 0) {
        if (delimiter == 0) {
          into[column].appendNull();
        } else {
          codecs[column].decode(row, position, delimiter - 1, into[column]);
        }
      }
      position += Math.max(0, delimiter - 1);
    }
    for (int attnum = count + 1; attnum < columnOf.length; attnum++) {
      int column = columnOf[attnum];
      if (column >= 0 && missing[column] == null) {
        into[column].appendNull();
      } else if (column >= 0) {
        into[column].appendFrom(missing[column], 0);
      }
    }
  }

  /** One row as a batch. */
  public Batch decode(byte[] row, List<PgType> types) {
    VectorBuilder[] builders = builders(types, 1);
    decode(row, builders);
    return build(builders, 1);
  }
}
