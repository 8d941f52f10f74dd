package io.megadb.flink.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.LongVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ExchangeOutputTest {
  private final PlanFixture fixture = new PlanFixture();
  private final List<RoutedBatch> sent = new ArrayList<>();

  private ExchangeOutput output(
      PlanNode input, ExchangeNode.Distribution distribution, int targets, Integer... keys) {
    return new ExchangeOutput(
        fixture.exchange(input, distribution, 1, keys),
        targets,
        0,
        4096,
        sent::add,
        new SentRows(UnregisteredMetricsGroup.createOperatorMetricGroup().getIOMetricGroup()));
  }

  @Test
  void messagesStayBelowTheSizeThatFlinkWouldWriteToDisk() {
    int rows = 16;
    byte[] data = new byte[rows << 20];
    int[] offsets = new int[rows + 1];
    for (int i = 0; i <= rows; i++) {
      offsets[i] = i << 20;
    }
    ExchangeOutput output =
        output(
            fixture.scan(List.of(PlanFixture.TEXT), List.of()),
            ExchangeNode.Distribution.GATHER,
            1);
    output.accept(new Batch(rows, new BytesVector(rows, data, offsets, null)));
    output.finish(true);
    assertThat(sent.stream().mapToInt(message -> message.batch().size()).sum()).isEqualTo(rows);
    for (RoutedBatch message : sent) {
      assertThat(message.batch().bytes()).isLessThan(5L << 20);
    }
  }

  @Test
  void everyRowIsSentOnce() {
    ExchangeOutput output =
        output(
            fixture.scan(List.of(PlanFixture.INT8), List.of()),
            ExchangeNode.Distribution.HASH,
            4,
            0);
    for (int batch = 0; batch < 4; batch++) {
      long[] values = new long[100];
      for (int i = 0; i < values.length; i++) {
        values[i] = batch * 100L + i;
      }
      output.accept(new Batch(100, new LongVector(100, values, null)));
    }
    output.finish(true);
    assertThat(sent.stream().mapToInt(message -> message.batch().size()).sum()).isEqualTo(400);
  }
}
