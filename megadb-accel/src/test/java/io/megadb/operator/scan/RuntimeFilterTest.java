package io.megadb.operator.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.execution.MemoryBudget;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A runtime filter lets every key of the build side pass and gives its memory back. */
class RuntimeFilterTest {
  private final MemoryBudget memory = new MemoryBudget(64 << 20);

  @Test
  void keysOfASmallRangeAreToldExactly() {
    RuntimeFilter filter = filled(10, 20, 4000);
    assertThat(selected(filter, Long.MIN_VALUE, 9, 10, 11, 20, 3999, 4000, Long.MAX_VALUE))
        .containsExactly(2, 4, 6);
    close(filter);
  }

  @Test
  void keysFarApartPassAndFewOthersDo() {
    long[] keys = new long[10_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * 1_000_000_007L;
    }
    RuntimeFilter filter = filled(keys);
    assertThat(selected(filter, keys)).hasSize(keys.length);
    long[] others = Arrays.stream(keys).map(key -> key + 1).toArray();
    assertThat(selected(filter, others).length).isLessThan(keys.length / 10);
    close(filter);
  }

  @Test
  void noKeyMeansNoRow() {
    RuntimeFilter filter = filled();
    assertThat(selected(filter, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    close(filter);
  }

  @Test
  void nullsNeitherCountNorPass() {
    long[] bits = Validity.allValid(2);
    Validity.setNull(bits, 1);
    RuntimeFilter filter = new RuntimeFilter(1, memory);
    filter.add(new LongVector(2, new long[] {1, 2}, bits), 2);
    filter.finish();
    int[] kept = new int[2];
    assertThat(filter.select(new LongVector(2, new long[] {2, 1}, null), 2, kept)).isEqualTo(1);
    assertThat(filter.select(new LongVector(2, new long[] {2, 1}, bits), 2, kept)).isZero();
    close(filter);
  }

  @Test
  void itIsReadyOnceAllHaveContributed() {
    AtomicInteger woken = new AtomicInteger();
    RuntimeFilter filter = new RuntimeFilter(2, memory);
    Runnable wake = woken::incrementAndGet;
    assertThat(filter.readyOrWake(wake)).isFalse();
    filter.finish();
    assertThat(filter.readyOrWake(wake)).isFalse();
    assertThat(woken).hasValue(0);
    filter.finish();
    assertThat(filter.readyOrWake(wake)).isTrue();
    assertThat(woken).hasValue(1);
    close(filter);
  }

  @Test
  void withoutMemoryItSaysNothing() {
    MemoryBudget small = new MemoryBudget(4);
    RuntimeFilter filter = new RuntimeFilter(1, small);
    filter.add(new LongVector(1, new long[] {5}, null), 1);
    filter.finish();
    assertThat(filter.select(new LongVector(1, new long[] {6}, null), 1, new int[1])).isNegative();
    filter.close();
    assertThat(small.reservedBytes()).isZero();
  }

  private RuntimeFilter filled(long... keys) {
    RuntimeFilter filter = new RuntimeFilter(1, memory);
    filter.add(new LongVector(keys.length, keys, null), keys.length);
    filter.finish();
    return filter;
  }

  private static int[] selected(RuntimeFilter filter, long... values) {
    int[] kept = new int[values.length];
    int count = filter.select(new LongVector(values.length, values, null), values.length, kept);
    return Arrays.copyOf(kept, count);
  }

  private void close(RuntimeFilter filter) {
    filter.close();
    assertThat(memory.reservedBytes()).isZero();
  }
}
