package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.ProcessBoundSplit;
import io.megadb.spi.Split;
import io.megadb.spi.TableReader;
import io.megadb.spi.TaskPlugin;
import io.megadb.vector.Batch;
import io.megadb.vector.LongVector;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tables of ascending numbers that tell how far they were read. */
final class CountingPlugin implements TaskPlugin, TableReader {
  final AtomicInteger read = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();

  /**
   * @param batches full batches to give
   * @param failing to fail after them with 22012
   */
  record Numbers(int batches, boolean failing) implements ProcessBoundSplit {
    @Override
    public long weight() {
      return batches;
    }
  }

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public String accessMethod() {
    return "counting";
  }

  @Override
  public List<TableReader> tableReaders() {
    return List.of(this);
  }

  @Override
  public BatchReader open(TableScan scan, Split split, ExecutionContext context) {
    Numbers numbers = (Numbers) split;
    open.incrementAndGet();
    return new BatchReader() {
      private int given;

      @Override
      public Batch next() {
        if (given == numbers.batches()) {
          if (numbers.failing()) {
            throw new MegaDbException(SqlState.DIVISION_BY_ZERO, "division by zero")
                .withDetail("é€")
                .withHint("Divide by something else.")
                .withPosition(7);
          }
          return null;
        }
        long[] values = new long[Batch.MAX_ROWS];
        Arrays.fill(values, given++);
        read.incrementAndGet();
        return new Batch(values.length, new LongVector(values.length, values, null));
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }
}
