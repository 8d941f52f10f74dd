package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of a scan are read from its plan. */
class PruningTest {
  @Test
  void filesAreTheScansLines() {
    assertThat(
            Pruning.Files.of(
                List.of(
                    "Aggregate  (cost=0.00..1.00 rows=1 width=40)",
                    "  ->  Seq Scan on lineitem  (cost=0.00..1.00 rows=1 width=40)",
                    "        Files: 12",
                    "        Files skipped: 72")))
        .isEqualTo(new Pruning.Files(12, 72));
  }

  @Test
  void aPlanThatSaysNothingHasNoFigure() {
    assertThat(Pruning.Files.of(List.of("Result"))).isEqualTo(new Pruning.Files(-1, -1));
  }
}
