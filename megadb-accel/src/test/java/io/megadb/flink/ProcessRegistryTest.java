package io.megadb.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.flink.task.TaskQuery;
import io.megadb.function.EvaluationContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessRegistryTest {
  private static final ClassLoader LOADER = ProcessRegistryTest.class.getClassLoader();

  private static TaskQuery query(String id) {
    return TaskQuery.of(
        "elsewhere",
        id,
        EvaluationContext.constant(),
        Arrays.asList(1L, null),
        new MemoryBudget(1L << 20),
        100,
        null);
  }

  @Test
  void tasksFarFromTheirReaderShareOneBudgetUntilTheLastOneEnds() {
    int before = ProcessRegistry.size();
    ExecutionContext first = ProcessRegistry.acquire(query("q1"), LOADER, List.of());
    ExecutionContext second = ProcessRegistry.acquire(query("q1"), LOADER, List.of());
    ExecutionContext other = ProcessRegistry.acquire(query("q2"), LOADER, List.of());
    assertThat(second).isSameAs(first);
    assertThat(other.memory()).isNotSameAs(first.memory());
    assertThat(first.memory().limitBytes()).isEqualTo(1L << 20);
    assertThat(first.parameters()).containsExactly(1L, null);
    assertThat(other.extensions()).isSameAs(first.extensions());
    assertThat(ProcessRegistry.channel("elsewhere", "q1")).isNull();
    ProcessRegistry.release("elsewhere", "q1");
    ProcessRegistry.release("elsewhere", "q2");
    assertThat(ProcessRegistry.size()).isEqualTo(before + 1);
    ProcessRegistry.release("elsewhere", "q1");
    assertThat(ProcessRegistry.size()).isEqualTo(before);
  }
}
