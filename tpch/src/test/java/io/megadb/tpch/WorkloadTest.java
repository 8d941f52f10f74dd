package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients do, and what they say of it. */
class WorkloadTest {
  private static final List<String> QUERIES =
      IntStream.range(0, 22).mapToObj(number -> "select\n" + number).toList();

  @Test
  void eachClientRunsAllQueriesInAnOrderOfItsOwn() {
    Workload workload = Workload.of(QUERIES, 8, 20, 0);
    assertThat(workload.orders()).hasSize(8).doesNotHaveDuplicates();
    assertThat(workload.orders())
        .allSatisfy(
            order ->
                assertThat(order)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 22).boxed().toList()));
  }

  @Test
  void ordersAreTheSameInEachRunAndOthersInEachRound() {
    assertThat(Workload.of(QUERIES, 8, 20, 1)).isEqualTo(Workload.of(QUERIES, 8, 20, 1));
    assertThat(Workload.of(QUERIES, 8, 20, 1).orders())
        .doesNotContainAnyElementsOf(Workload.of(QUERIES, 8, 20, 2).orders());
  }

  @Test
  void processesReadWhatWasWritten(@TempDir Path directory) throws IOException {
    Workload workload = Workload.of(QUERIES, 3, 7, 0);
    workload.write(directory.resolve("w"));
    assertThat(Workload.read(directory.resolve("w"))).isEqualTo(workload);
    assertThat(workload.queries()).contains("select 21");
  }

  @Test
  void clientsCountByTheirOwnTime() {
    Work work =
        new Work(
            List.of(
                new Work.Client(10, 0, 2_000_000_000L, null),
                new Work.Client(4, 2, 4_000_000_000L, "no\nroom")));
    assertThat(work.queriesPerSecond()).isEqualTo(6);
    assertThat(work.completed()).isEqualTo(14);
    assertThat(work.failed()).isEqualTo(2);
    assertThat(work.firstFailure()).isEqualTo("no\nroom");
    assertThat(Work.of(work.clients().stream().map(Work.Client::row).toList()).firstFailure())
        .isEqualTo("no room");
  }
}
