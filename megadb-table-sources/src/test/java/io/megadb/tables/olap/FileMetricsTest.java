package io.megadb.tables.olap;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.TestDatabase;
import io.megadb.tables.olap.parquet.write.RowGroupMemory;
import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.VectorBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Iceberg learns of our files is what it learns of files that its own writer made. */
class FileMetricsTest {
  private static final int ROWS = 3000;

  @TempDir Path directory;

  private static final TableDefinition TABLE =
      TestDatabase.table(
          "t",
          "olap",
          Map.of(),
          List.of(),
          column("a", PgType.of(PgTypes.BOOL)),
          column("b", PgType.of(PgTypes.INT4)),
          column("c", PgType.of(PgTypes.INT8)),
          column("d", PgType.of(PgTypes.DATE)),
          column("e", PgType.of(PgTypes.TIMESTAMPTZ)),
          column("f", PgType.of(PgTypes.FLOAT4)),
          column("g", PgType.of(PgTypes.FLOAT8)),
          column("h", new PgType(PgTypes.NUMERIC, (9 << 16 | 2) + 4)),
          column("i", new PgType(PgTypes.NUMERIC, (38 << 16 | 2) + 4)),
          column("j", PgType.of(PgTypes.NUMERIC)),
          column("k", PgType.of(PgTypes.TEXT)),
          column("l", PgType.of(PgTypes.BYTEA)),
          column("m", PgType.of(PgTypes.UUID)),
          column("n", PgType.of(PgTypes.INT4)),
          column("o", PgType.of(PgTypes.FLOAT8)));

  private static Object value(int column, int row) {
    if (column == 13 || row % 7 == column % 7) {
      return null;
    }
    long number = (row * 7919L + column) % 1009 - 500;
    return switch (column) {
      case 0 -> number > 0;
      case 1, 2, 3, 4 -> number;
      case 5, 6 -> number / 8.0;
      case 14 -> row == 2000 ? Double.NaN : number;
      case 7, 9 -> PgNumeric.of(number, 2);
      case 8 -> PgNumeric.of(BigInteger.TEN.pow(30).multiply(BigInteger.valueOf(number)), 2);
      case 10 -> Bytes.utf8(("text that is longer than Iceberg's bounds " + number).repeat(2));
      case 11 -> Bytes.utf8("" + number);
      case 12 -> Bytes.of(ByteBuffer.allocate(16).putLong(number).putLong(-number).array());
      default -> throw new IllegalStateException("no column " + column);
    };
  }

  private static Rows rows() {
    List<PgType> types = TABLE.types();
    FlatVector[] columns = new FlatVector[types.size()];
    int[] numbers = new int[ROWS];
    for (int c = 0; c < columns.length; c++) {
      VectorBuilder builder = VectorBuilder.of(types.get(c));
      for (int i = 0; i < ROWS; i++) {
        builder.append(value(c, i));
        numbers[i] = i;
      }
      columns[c] = builder.build();
    }
    return new Rows(new FlatVector[][] {columns}, new int[ROWS], numbers, ROWS);
  }

  @Test
  void countsAndBoundsAreThoseOfIcebergsOwnWriter() throws IOException {
    LocalFiles files = new LocalFiles(new Moves());
    BaseTable table =
        StagedTable.of(OlapSchema.metadata(TABLE, directory.resolve("t").toString()), files);
    OutputFile ours = files.newOutputFile(directory.resolve("ours.parquet").toString());
    OutputFile theirs = files.newOutputFile(directory.resolve("theirs.parquet").toString());
    assertThat(ColumnarFile.writes(TABLE.types())).isTrue();
    write(new ColumnarFile(table, TABLE.types(), new RowGroupMemory(1 << 20), ours));
    write(new AppenderFile(table, TABLE.types(), theirs));
    MetricsConfig config = MetricsConfig.forTable(table);
    Metrics found = ParquetUtil.fileMetrics(ours.toInputFile(), config);
    Metrics expected = ParquetUtil.fileMetrics(theirs.toInputFile(), config);
    assertThat(found.recordCount()).isEqualTo(ROWS);
    assertThat(found.valueCounts()).isEqualTo(expected.valueCounts());
    assertThat(found.nullValueCounts()).isEqualTo(expected.nullValueCounts());
    assertThat(found.columnSizes().keySet()).isEqualTo(expected.columnSizes().keySet());
    assertThat(found.lowerBounds()).isEqualTo(expected.lowerBounds());
    assertThat(found.upperBounds()).isEqualTo(expected.upperBounds());
  }

  @Test
  void boundsOfSomeRowGroupsAreNotThoseOfTheFile() {
    BaseTable table =
        StagedTable.of(
            OlapSchema.metadata(TABLE, directory.resolve("t").toString()),
            new LocalFiles(new Moves()));
    table.updateProperties().set("megadb.row-group-rows", "1000").commit();
    DataWriter writer = new DataWriter(table, TABLE.types(), new RowGroupMemory(1 << 20), null);
    writer.write(rows(), () -> false);
    writer.close();
    DataFile file = writer.files().get(0);
    assertThat(file.splitOffsets()).hasSize(3);
    assertThat(file.nullValueCounts()).containsKeys(7, 15);
    assertThat(file.lowerBounds()).containsKey(7).doesNotContainKey(15);
    assertThat(file.upperBounds()).containsKey(7).doesNotContainKey(15);
  }

  private static void write(RowFile file) throws IOException {
    Rows rows = rows();
    file.write(rows, 0, 1234);
    file.write(rows, 1234, rows.count());
    file.close();
    assertThat(file.splitOffsets()).containsExactly(4L);
  }
}
