package io.megadb.tables.olap.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;

/** What Parquet's encoder writes comes back, whatever the width and the runs. */
class HybridRunsTest {
  @Test
  void numbersOfEveryWidthComeBackInPiecesOfAnySize() throws IOException {
    Random random = new Random(7);
    HybridRuns runs = new HybridRuns();
    for (int width = 0; width <= 31; width++) {
      int[] numbers = numbers(random, width);
      byte[] bytes = encode(numbers, width);
      int[] read = new int[numbers.length];
      runs.start(bytes, 0, bytes.length - HybridRuns.SLACK, width);
      for (int at = 0; at < read.length; ) {
        int count = Math.min(read.length - at, 1 + random.nextInt(700));
        runs.read(read, at, count);
        at += count;
      }
      assertThat(read).as("width %d", width).isEqualTo(numbers);
    }
  }

  @Test
  void chosenNumbersOfEveryWidthAreThoseThatAreRead() throws IOException {
    Random random = new Random(11);
    HybridRuns runs = new HybridRuns();
    for (int width = 0; width <= 31; width++) {
      int[] numbers = numbers(random, width);
      byte[] bytes = encode(numbers, width);
      runs.start(bytes, 0, bytes.length - HybridRuns.SLACK, width);
      for (int at = 0; at < numbers.length; at += 500) {
        int step = 1 + random.nextInt(20);
        int[] chosen = new int[(500 + step - 1) / step];
        for (int i = 0; i < chosen.length; i++) {
          chosen[i] = i * step;
        }
        int[] gathered = new int[chosen.length];
        runs.seek(at);
        runs.gather(chosen, chosen.length, gathered, 0);
        int[] again = new int[500];
        runs.seek(at);
        runs.read(again, 0, 500);
        assertThat(again).isEqualTo(Arrays.copyOfRange(numbers, at, at + 500));
        for (int i = 0; i < chosen.length; i++) {
          assertThat(gathered[i]).as("width %d", width).isEqualTo(numbers[at + chosen[i]]);
        }
      }
    }
  }

  @Test
  void onlyARunThatRepeatsTheNumberIsSkipped() throws IOException {
    int[] numbers = new int[100];
    Arrays.fill(numbers, 0, 60, 1);
    byte[] bytes = encode(numbers, 1);
    HybridRuns runs = new HybridRuns();
    runs.start(bytes, 0, bytes.length - HybridRuns.SLACK, 1);
    assertThat(runs.skipped(40, 1)).isTrue();
    assertThat(runs.skipped(40, 1)).isFalse();
    int[] rest = new int[60];
    runs.read(rest, 0, 60);
    assertThat(rest).isEqualTo(Arrays.copyOfRange(numbers, 40, 100));
  }

  @Test
  void missingRunsAreAnError() throws IOException {
    byte[] bytes = encode(new int[] {1, 1, 1, 1, 1, 1, 1, 1}, 1);
    HybridRuns runs = new HybridRuns();
    runs.start(bytes, 0, bytes.length - HybridRuns.SLACK, 1);
    assertThatThrownBy(() -> runs.read(new int[100], 0, 100))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static int[] numbers(Random random, int width) {
    int[] numbers = new int[5_000];
    for (int at = 0; at < numbers.length; ) {
      int run = Math.min(numbers.length - at, random.nextBoolean() ? 1 : 1 + random.nextInt(50));
      int value = width == 0 ? 0 : random.nextInt() & (int) ((1L << width) - 1);
      Arrays.fill(numbers, at, at + run, value);
      at += run;
    }
    return numbers;
  }

  @SuppressWarnings("deprecation") // its replacement is for memory off the heap
  private static byte[] encode(int[] numbers, int width) throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(width, 64, 1 << 16, new HeapByteBufferAllocator())) {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      ByteBuffer bytes = PageBytes.of(encoder.toBytes());
      byte[] copy = new byte[bytes.remaining() + HybridRuns.SLACK];
      bytes.get(copy, 0, bytes.remaining());
      return copy;
    }
  }
}
