package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report's layout. */
class FigureTableTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void columnsAreAsWideAsTheirHeadings() {
    FigureTable table = table("MegaDB", "DuckDB", "DuckDB native");
    double[] figures = {3, 1.5, 6};
    table.heading("query");
    table.line("q1", 2, engine -> figures[engine]);
    table.line("peak MiB", 0, engine -> figures[engine] * 1000);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "query               MegaDB      DuckDB  DuckDB native     /DuckDB  /DuckDB native",
            "q1                    3.00        1.50           6.00        2.00            0.50",
            "peak MiB              3000        1500           6000        2.00            0.50");
  }

  @Test
  void aQuotientByZeroHasNoFigure() {
    FigureTable table = table("MegaDB", "DuckDB");
    table.line("failed", 0, engine -> 0);
    assertThat(bytes.toString(StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo("failed                   0           0           -");
  }

  private FigureTable table(String... names) {
    return new FigureTable(List.of(names), new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }
}
