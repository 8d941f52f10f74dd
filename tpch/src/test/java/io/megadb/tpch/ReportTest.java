package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of each engine. */
class ReportTest {
  private static final List<Engine> ENGINES =
      List.of(new FakeEngine("MegaDB", 600), new FakeEngine("DuckDB native", 200));

  @Test
  void everyEngineHasAllFigures() throws IOException {
    assertThat(printed(0))
        .containsExactly(
            "query               MegaDB  DuckDB native  /DuckDB native",
            "q6                   20.00          40.00            0.50",
            "geomean              20.00          40.00            0.50",
            "first run           100.00          50.00            2.00",
            "p99/p50               1.98           1.00            1.98",
            "CPU s                 0.09           0.12            0.75",
            "peak MiB               600            200            3.00");
  }

  @Test
  void writtenFilesAreToldWhereThereAreAny() throws IOException {
    assertThat(printed(3 << 20))
        .endsWith("written MiB              3              0               -");
  }

  @Test
  void jsonHasEachRun() throws IOException {
    String json = new Report(ENGINES, times(7), List.of(6)).json(1, List.of("machine: x"));
    assertThat(json)
        .contains("\"name\": \"DuckDB native\"", "\"written_bytes\": 7")
        .contains("\"q6\": [20.000, 40.000, 10.000]");
  }

  private static List<String> printed(long written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new Report(ENGINES, times(written), List.of(6)).print(out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<QueryTimes> times(long written) {
    return List.of(
        new QueryTimes(
            new double[] {100},
            new double[][] {{20, 40, 10}},
            new double[] {90},
            new long[] {written}),
        new QueryTimes(
            new double[] {50}, new double[][] {{40, 40, 40}}, new double[] {120}, new long[] {0}));
  }

  /** Has a name and a size only. */
  private record FakeEngine(String name, long peakMemoryMib) implements Engine {
    @Override
    public String description() {
      return name + " 1";
    }

    @Override
    public String files() {
      return "no files";
    }

    @Override
    public long time(String sql) {
      throw new UnsupportedOperationException(sql);
    }

    @Override
    public Answer answer(String sql) {
      throw new UnsupportedOperationException(sql);
    }

    @Override
    public long processId() {
      return ProcessHandle.current().pid();
    }

    @Override
    public void close() {}
  }
}
