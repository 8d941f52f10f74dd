package io.megadb.gateway.focus.parquet;

import io.megadb.gateway.focus.CsvExport;
import io.megadb.gateway.focus.FocusColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.Group;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/** Writes an export in CSV as one in Parquet with typed columns. */
public final class SampleInParquet {
  private static final int SCALE = 15;

  private SampleInParquet() {}

  /** Decimals in 16 bytes, times as INT96, the rest as texts. */
  public static void convert(Path csv, Path parquet) throws IOException {
    List<Consumer<Group>> rows = new ArrayList<>();
    StringBuilder schema = new StringBuilder("message export {\n");
    try (CsvExport export = new CsvExport(Files.newInputStream(csv))) {
      List<FocusColumn.Kind> kinds = export.columns().stream().map(SampleInParquet::kind).toList();
      for (int i = 0; i < kinds.size(); i++) {
        String name = export.columns().get(i);
        schema
            .append("optional ")
            .append(
                switch (kinds.get(i)) {
                  case DECIMAL ->
                      "fixed_len_byte_array(16) " + name + " (DECIMAL(38," + SCALE + "))";
                  case TIMESTAMP -> "int96 " + name;
                  case TEXT, JSON -> "binary " + name + " (STRING)";
                })
            .append(";\n");
      }
      for (String[] values = export.next(); values != null; values = export.next()) {
        String[] row = values;
        rows.add(group -> fill(group, row, kinds));
      }
    }
    ParquetFiles.write(
        parquet,
        schema.append("}").toString(),
        CompressionCodecName.SNAPPY,
        WriterVersion.PARQUET_1_0,
        rows);
  }

  private static FocusColumn.Kind kind(String name) {
    return Arrays.stream(FocusColumn.values())
        .filter(column -> column.focusName().equals(name))
        .findFirst()
        .map(FocusColumn::kind)
        .orElse(FocusColumn.Kind.TEXT);
  }

  private static void fill(Group group, String[] row, List<FocusColumn.Kind> kinds) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != null) {
        switch (kinds.get(i)) {
          case DECIMAL -> group.add(i, decimal(row[i]));
          case TIMESTAMP -> group.add(i, int96(row[i]));
          case TEXT, JSON -> group.add(i, row[i]);
        }
      }
    }
  }

  private static Binary decimal(String text) {
    byte[] digits = new BigDecimal(text).setScale(SCALE).unscaledValue().toByteArray();
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) (digits[0] < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
    return Binary.fromConstantByteArray(bytes);
  }

  private static Binary int96(String text) {
    LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(time.toLocalDate().atStartOfDay().until(time, ChronoUnit.NANOS));
    bytes.putInt((int) time.getLong(JulianFields.JULIAN_DAY)).flip();
    return Binary.fromConstantByteBuffer(bytes);
  }
}
