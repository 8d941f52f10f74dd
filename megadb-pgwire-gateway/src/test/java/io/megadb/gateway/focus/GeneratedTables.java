package io.megadb.gateway.focus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generated CSV read back, for tests. */
final class GeneratedTables {
  private GeneratedTables() {}

  static byte[] csv(DemoSize size, DemoTable table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new FocusGenerator(size).writeCsv(table, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Rows as column name to value; a null value is absent from its row. */
  static List<Map<String, String>> rows(DemoSize size, DemoTable table) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvExport csv = new CsvExport(new ByteArrayInputStream(csv(size, table)))) {
      for (String[] values = csv.next(); values != null; values = csv.next()) {
        if (values.length != csv.columns().size()) {
          throw new AssertionError("Line " + csv.line() + " has " + values.length + " values");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
          if (values[i] != null) {
            row.put(csv.columns().get(i), values[i]);
          }
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
