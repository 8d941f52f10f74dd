package io.megadb.oltp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.OltpException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStateViewTest extends StateViewContract {
  private static final long MIB = 1L << 20;

  @TempDir private Path directory;

  @Override
  StateView create() {
    return open("contract");
  }

  private RocksStateView open(String name) {
    return RocksStateView.open(directory.resolve(name), MIB, MIB);
  }

  private static void put(StateView view, int key) {
    try (StateBatch batch = view.newBatch()) {
      batch.put(1, new byte[] {(byte) key}, key, new byte[] {(byte) key});
      batch.write();
    }
  }

  @Test
  void afterACloseOnlyTheLastFlushIsLeft() {
    StateMeta meta = new StateMeta(1, 7, Map.of(1, 1L), Map.of(9, List.of(1L)));
    try (RocksStateView view = open("flush")) {
      put(view, 1);
      view.beginFlush(meta);
      await().until(() -> !view.isFlushing());
      put(view, 2);
    }
    try (RocksStateView view = open("flush")) {
      assertThat(view.openedMeta()).isEqualTo(meta);
      assertThat(view.find(1, new byte[] {1}, 9)).isNotNull();
      assertThat(view.find(1, new byte[] {2}, 9)).isNull();
    }
  }

  @Test
  void aCursorOfAClosedViewFailsInsteadOfCrashing() {
    RocksStateView view = open("closed");
    put(view, 1);
    RowCursor cursor = view.scan(1, null, null, 9, 0);
    view.close();
    assertThatThrownBy(() -> cursor.next(new byte[1][], null)).isInstanceOf(OltpException.class);
    assertThatThrownBy(() -> view.find(1, new byte[1], 1)).isInstanceOf(OltpException.class);
    cursor.close();
  }
}
