package io.megadb.gateway.bench;

import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTable;
import io.megadb.gateway.focus.FocusGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What COPY loads: a table and the rows for it. */
enum CopyLoad {
  WIDE("FOCUS billing rows into olap", DemoTable.FOCUS_BILLING.tableName()) {
    @Override
    String definition(Peer peer) {
      String own = DemoTable.FOCUS_BILLING.createStatement();
      return peer.name().equals("MegaDB") ? own : own.substring(0, own.indexOf(") USING") + 1);
    }

    @Override
    String copy() {
      return DemoTable.FOCUS_BILLING.copyStatement();
    }

    /** The demo's company with as many resources as it takes. */
    @Override
    void write(OutputStream out, int rows) throws IOException {
      DemoSize size = DemoSize.DEFAULT;
      FocusGenerator generator = new FocusGenerator(size);
      while (generator.rows(DemoTable.FOCUS_BILLING) < rows) {
        double missing = (double) rows / generator.rows(DemoTable.FOCUS_BILLING);
        size = new DemoSize((int) (size.resources() * missing) + 1, size.months(), size.seed());
        generator = new FocusGenerator(size);
      }
      // One more line: the header.
      generator.writeCsv(DemoTable.FOCUS_BILLING, new FirstLines(out, rows + 1L));
    }
  },
  NARROW("narrow rows with a primary key into oltp", "narrow") {
    @Override
    String definition(Peer peer) {
      return "CREATE TABLE narrow (id int8 PRIMARY KEY, a int4, b text)";
    }

    @Override
    String copy() {
      return "COPY narrow FROM STDIN";
    }

    @Override
    void write(OutputStream out, int rows) throws IOException {
      for (int i = 1; i <= rows; i++) {
        String row = i + "\t" + i % 1000 + "\ttext of row " + String.format("%08d", i) + "\n";
        out.write(row.getBytes(StandardCharsets.US_ASCII));
      }
    }
  };

  private final String title;
  private final String table;

  CopyLoad(String title, String table) {
    this.title = title;
    this.table = table;
  }

  String title() {
    return title;
  }

  String table() {
    return table;
  }

  /** The CREATE TABLE statement for a server. */
  abstract String definition(Peer peer);

  /** The COPY statement. */
  abstract String copy();

  abstract void write(OutputStream out, int rows) throws IOException;

  /** Writes the first rows into a file. */
  void write(Path file, int rows) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, rows);
    }
  }

  /** Passes on a number of lines and drops the rest. */
  private static final class FirstLines extends OutputStream {
    private final OutputStream target;
    private long left;

    FirstLines(OutputStream target, long lines) {
      this.target = target;
      this.left = lines;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int end = from;
      while (end < from + length && left > 0) {
        left -= bytes[end++] == '\n' ? 1 : 0;
      }
      target.write(bytes, from, end - from);
    }
  }
}
