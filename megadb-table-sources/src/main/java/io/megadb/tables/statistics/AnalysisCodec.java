package io.megadb.tables.statistics;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.tables.codec.ByteReader;
import io.megadb.tables.codec.ByteWriter;
import io.megadb.tables.codec.RowCodec;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What ANALYZE found, as bytes. Stateless.
 *
 * <pre>
 *   table   version | rows 8 | bytes 8 | milliseconds 8
 *   column  version | type oid 4 | distinct 8 | null fraction 8 | width 8 | distribution 0 or 1
 *           values | frequencies of 8 each, as many | values (bounds)
 *   values  varint count, then each: varint length, row of one column
 * </pre>
 */
public final class AnalysisCodec {
  private static final int VERSION = 1;
  private static final int[] ONE_COLUMN = {1};

  private AnalysisCodec() {}

  public static byte[] encode(TableAnalysis analysis) {
    ByteWriter out = new ByteWriter(32);
    out.put(VERSION);
    putDouble(out, analysis.rows());
    putDouble(out, analysis.bytes());
    out.putLong(analysis.atMs());
    return out.toArray();
  }

  /** The analysis of a table, with columns that were read by {@link #decodeColumn}. */
  public static TableAnalysis decode(
      byte[] bytes, int table, Map<Integer, ColumnStatistics> columns) {
    ByteReader in = open(bytes);
    return new TableAnalysis(table, getDouble(in), getDouble(in), in.getLong(), columns);
  }

  public static byte[] encodeColumn(ColumnStatistics statistics, PgType type) {
    ByteWriter out = new ByteWriter(1024);
    out.put(VERSION);
    out.putInt(type.oid());
    putDouble(out, statistics.distinct());
    putDouble(out, statistics.nullFraction());
    putDouble(out, statistics.width());
    Distribution distribution = statistics.distribution();
    out.put(distribution == null ? 0 : 1);
    if (distribution != null) {
      putValues(out, distribution.common(), type);
      distribution.frequencies().forEach(frequency -> putDouble(out, frequency));
      putValues(out, distribution.bounds(), type);
    }
    return out.toArray();
  }

  /**
   * @throws RuntimeException of any kind if the bytes are damaged or of another type
   */
  public static ColumnStatistics decodeColumn(byte[] bytes, ColumnDefinition column) {
    ByteReader in = open(bytes);
    PgType type = column.type();
    if (in.getInt() != type.oid()) {
      throw new IllegalArgumentException("statistics of another type than " + type);
    }
    double distinct = getDouble(in);
    double nullFraction = getDouble(in);
    double width = getDouble(in);
    Distribution distribution = null;
    if (in.get() != 0) {
      List<Object> common = getValues(in, bytes, type);
      List<Double> frequencies = new ArrayList<>();
      for (int i = 0; i < common.size(); i++) {
        frequencies.add(getDouble(in));
      }
      distribution = new Distribution(common, frequencies, getValues(in, bytes, type));
    }
    return new ColumnStatistics(distinct, nullFraction, null, null, width, distribution);
  }

  private static ByteReader open(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException("statistics of version " + version);
    }
    return in;
  }

  private static void putDouble(ByteWriter out, double value) {
    out.putLong(Double.doubleToRawLongBits(value));
  }

  private static double getDouble(ByteReader in) {
    return Double.longBitsToDouble(in.getLong());
  }

  private static void putValues(ByteWriter out, List<Object> values, PgType type) {
    RowCodec codec = new RowCodec(ONE_COLUMN, List.of(type));
    VectorBuilder builder = VectorBuilder.of(type, values.size());
    values.forEach(builder::append);
    FlatVector[] column = {builder.build()};
    out.putVarint(values.size());
    for (int i = 0; i < values.size(); i++) {
      byte[] row = codec.encode(column, i);
      out.putVarint(row.length);
      out.put(row, 0, row.length);
    }
  }

  private static List<Object> getValues(ByteReader in, byte[] bytes, PgType type) {
    RowCodec codec = new RowCodec(ONE_COLUMN, List.of(type));
    VectorBuilder[] builder = {VectorBuilder.of(type)};
    int count = in.getVarint();
    for (int i = 0; i < count; i++) {
      int length = in.getVarint();
      int from = in.position();
      in.skip(length);
      codec.decode(java.util.Arrays.copyOfRange(bytes, from, from + length), builder);
    }
    FlatVector column = builder[0].build();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(Values.get(column, i));
    }
    return values;
  }
}
