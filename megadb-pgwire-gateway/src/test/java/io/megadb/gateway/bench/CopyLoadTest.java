package io.megadb.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyLoadTest {
  @TempDir Path folder;

  @Test
  void wideFileHasHeaderAndAsManyRowsAsAskedFor() throws IOException {
    List<String> lines = written(CopyLoad.WIDE, 1234);
    assertThat(lines).hasSize(1 + 1234);
    assertThat(lines.get(0)).startsWith("billedcost,");
    assertThat(lines.get(1234)).isNotEmpty();
  }

  @Test
  void wideFileGrowsBeyondTheDemo() throws IOException {
    assertThat(written(CopyLoad.WIDE, 130_000)).hasSize(1 + 130_000);
  }

  @Test
  void narrowRowsHaveATextOfTwentyBytes() throws IOException {
    assertThat(written(CopyLoad.NARROW, 1001))
        .hasSize(1001)
        .startsWith("1\t1\ttext of row 00000001")
        .endsWith("1001\t1\ttext of row 00001001");
  }

  @Test
  void tablesOfBothServersHaveTheSameColumns() {
    String own = CopyLoad.WIDE.definition(new Peer("MegaDB", 0, "", ""));
    String other = CopyLoad.WIDE.definition(new Peer("PostgreSQL", 0, "", ""));
    assertThat(own).startsWith(other).contains(" USING OLAP");
    assertThat(other).endsWith("tags text\n)");
  }

  private List<String> written(CopyLoad load, int rows) throws IOException {
    Path file = folder.resolve("rows");
    load.write(file, rows);
    return Files.readAllLines(file);
  }
}
