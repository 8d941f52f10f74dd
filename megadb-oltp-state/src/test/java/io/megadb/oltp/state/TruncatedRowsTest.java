package io.megadb.oltp.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.log.LogOperation;
import io.megadb.oltp.log.LogRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows that TRUNCATE hid never show again while they are removed, nor when that fails. */
class TruncatedRowsTest {
  private static final int TABLE = 10_000;
  private static final int ROWS = 10;

  private final TreeMapStateView view = new TreeMapStateView();
  private final StateMachine machine = new StateMachine(view, 100);
  private final GarbageCollector collector = machine.collector();

  private static byte[] key(int number) {
    return ("k" + number).getBytes(UTF_8);
  }

  private void apply(long lsn, LogOperation operation) {
    machine.apply(new LogRecord(lsn, lsn, 0, List.of(operation)));
  }

  private void fillAndTruncate() {
    for (int i = 0; i < ROWS; i++) {
      apply(i + 1, LogOperation.put(TABLE, key(i), key(i), 0));
    }
    apply(ROWS + 1, LogOperation.truncate(TABLE));
  }

  private void assertHidden() {
    for (int i = 0; i < ROWS; i++) {
      assertThat(machine.find(TABLE, key(i), ROWS + 1)).isNull();
    }
  }

  @Test
  void theyStayHiddenUntilTheyAreRemoved() {
    fillAndTruncate();
    AtomicInteger writes = new AtomicInteger();
    view.beforeWrite(
        () -> {
          writes.incrementAndGet();
          assertHidden();
        });
    while (view.size() > 0) {
      collector.step(ROWS + 1, 4);
      assertHidden();
    }
    assertThat(writes.get()).isGreaterThan(1);
  }

  @Test
  void theyStayHiddenWhenTheirRemovalFails() {
    fillAndTruncate();
    for (int failing = 1; failing <= 3; failing++) {
      AtomicInteger left = new AtomicInteger(failing);
      view.beforeWrite(
          () -> {
            if (left.decrementAndGet() == 0) {
              throw new OltpException(new Reason.DiskFull(Path.of("state"), 0));
            }
          });
      assertThatThrownBy(
              () -> {
                while (true) {
                  collector.step(ROWS + 1, 4);
                }
              })
          .isInstanceOf(OltpException.class);
      assertHidden();
    }
    view.beforeWrite(() -> {});
    while (collector.isSweeping() || view.size() > 0) {
      collector.step(ROWS + 1, 4);
      assertHidden();
    }
    assertThat(view.size()).isZero();
  }
}
