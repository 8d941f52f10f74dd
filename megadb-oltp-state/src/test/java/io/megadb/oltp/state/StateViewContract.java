package io.megadb.oltp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every view must do. */
abstract class StateViewContract {
  private static final int TABLE = 20;

  private StateView view;

  abstract StateView create();

  @BeforeEach
  void open() {
    view = create();
  }

  @AfterEach
  void close() {
    view.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void put(String key, long lsn, String row) {
    try (StateBatch batch = view.newBatch()) {
      if (row == null) {
        batch.putTombstone(TABLE, bytes(key), lsn);
      } else {
        batch.put(TABLE, bytes(key), lsn, bytes(row));
      }
      batch.write();
    }
  }

  private String find(String key, long lsn) {
    Version version = view.find(TABLE, bytes(key), lsn);
    return version == null
        ? "absent"
        : version.row() == null ? "tombstone" : new String(version.row(), StandardCharsets.UTF_8);
  }

  private List<String> scan(String from, String to, long maxLsn, long minLsn, int batch) {
    List<String> rows = new ArrayList<>();
    try (RowCursor cursor =
        view.scan(
            TABLE,
            from == null ? null : bytes(from),
            to == null ? null : bytes(to),
            maxLsn,
            minLsn)) {
      byte[][] keys = new byte[batch][];
      byte[][] values = new byte[batch][];
      int count;
      while ((count = cursor.next(keys, values)) > 0) {
        for (int i = 0; i < count; i++) {
          rows.add(
              new String(keys[i], StandardCharsets.UTF_8)
                  + "="
                  + new String(values[i], StandardCharsets.UTF_8));
        }
      }
    }
    return rows;
  }

  @Test
  void findsTheNewestVersionNotAboveTheSnapshot() {
    put("a", 5, "five");
    put("a", 9, null);
    put("a", 12, "twelve");
    assertThat(find("a", 4)).isEqualTo("absent");
    assertThat(find("a", 5)).isEqualTo("five");
    assertThat(find("a", 8)).isEqualTo("five");
    assertThat(find("a", 9)).isEqualTo("tombstone");
    assertThat(find("a", 100)).isEqualTo("twelve");
    assertThat(find("aa", 100)).isEqualTo("absent");
    assertThat(find("", 100)).isEqualTo("absent");
  }

  @Test
  void scansOneVisibleVersionPerKey() {
    put("a", 1, "a1");
    put("a", 3, "a3");
    put("ab", 2, "ab2");
    put("b", 1, "b1");
    put("b", 2, null);
    put("c", 4, "c4");
    assertThat(scan(null, null, 2, 0, 10)).containsExactly("a=a1", "ab=ab2");
    assertThat(scan(null, null, 1, 0, 1)).containsExactly("a=a1", "b=b1");
    assertThat(scan("ab", "c", 9, 0, 10)).containsExactly("ab=ab2");
    assertThat(scan(null, null, 9, 3, 10)).containsExactly("a=a3", "c=c4");
  }

  @Test
  void otherTablesStayApart() {
    put("a", 1, "mine");
    try (StateBatch batch = view.newBatch()) {
      batch.put(TABLE - 1, bytes("a"), 1, bytes("before"));
      batch.put(TABLE + 1, bytes("a"), 1, bytes("after"));
      batch.write();
    }
    assertThat(scan(null, null, 9, 0, 10)).containsExactly("a=mine");
    assertThat(view.nextTable(0)).isEqualTo(TABLE - 1);
    assertThat(view.nextTable(TABLE + 1)).isEqualTo(TABLE + 1);
    assertThat(view.nextTable(TABLE + 2)).isEqualTo(-1);
  }

  @Test
  void manyVersionsOfOneKeyAreStepped() {
    for (int lsn = 1; lsn <= 100; lsn++) {
      put("a", lsn, "v" + lsn);
    }
    put("b", 50, "b");
    assertThat(scan(null, null, 60, 0, 10)).containsExactly("a=v60", "b=b");
  }

  @Test
  void cursorKeepsItsRowsWhenVersionsAreRemoved() {
    put("a", 1, "a1");
    put("b", 1, "b1");
    try (RowCursor cursor = view.scan(TABLE, null, null, 9, 0);
        StateBatch batch = view.newBatch()) {
      batch.remove(TABLE, bytes("a"), 1);
      batch.remove(TABLE, bytes("b"), 1);
      batch.write();
      assertThat(cursor.next(new byte[4][], null)).isEqualTo(2);
    }
    assertThat(find("a", 9)).isEqualTo("absent");
  }

  @Test
  void scanEqualsAModelOverRandomVersions() {
    Random random = new Random(5);
    Map<String, TreeMap<Long, String>> model = new TreeMap<>();
    for (int lsn = 1; lsn <= 600; lsn++) {
      String key = "k".repeat(1 + random.nextInt(10)) + random.nextInt(10);
      String row = random.nextInt(4) == 0 ? null : "row" + lsn;
      put(key, lsn, row);
      model.computeIfAbsent(key, absent -> new TreeMap<>()).put((long) lsn, row == null ? "" : row);
    }
    for (long snapshot = 0; snapshot <= 600; snapshot += 37) {
      List<String> expected = new ArrayList<>();
      for (Map.Entry<String, TreeMap<Long, String>> entry : model.entrySet()) {
        Map.Entry<Long, String> version = entry.getValue().floorEntry(snapshot);
        if (version != null && !version.getValue().isEmpty()) {
          expected.add(entry.getKey() + "=" + version.getValue());
        }
      }
      assertThat(scan(null, null, snapshot, 0, 1 + random.nextInt(50))).isEqualTo(expected);
    }
  }

  @Test
  void longKeysAndRowsComeBack() {
    byte[] key = new byte[5_000];
    byte[] row = new byte[100_000];
    Arrays.fill(key, (byte) 1);
    Arrays.fill(row, (byte) 2);
    try (StateBatch batch = view.newBatch()) {
      batch.put(TABLE, key, 1, row);
      batch.write();
    }
    assertThat(view.find(TABLE, key, 1).row()).isEqualTo(row);
    byte[][] keys = new byte[1][];
    byte[][] rows = new byte[1][];
    try (RowCursor cursor = view.scan(TABLE, null, null, 1, 0)) {
      assertThat(cursor.next(keys, rows)).isEqualTo(1);
    }
    assertThat(keys[0]).isEqualTo(key);
    assertThat(rows[0]).isEqualTo(row);
  }

  @Test
  void splitPointsCutTheTableIntoSimilarRanges() {
    try (StateBatch batch = view.newBatch()) {
      for (int i = 0; i < 20_000; i++) {
        batch.put(TABLE, bytes(String.format("%08d", i)), 1, new byte[100]);
      }
      batch.write();
    }
    assertCutInFour(1_000, 10_000); // in memory only roughly
    assertThat(view.splitPoints(TABLE + 1, 4)).isEmpty();
    view.beginFlush(StateMeta.empty());
    await().until(() -> !view.isFlushing());
    assertCutInFour(4_000, 6_000);
  }

  private void assertCutInFour(int least, int most) {
    List<byte[]> cuts = view.splitPoints(TABLE, 4);
    assertThat(cuts).hasSize(3);
    int before = 0;
    for (byte[] cut : cuts) {
      int at = Integer.parseInt(new String(cut, StandardCharsets.UTF_8));
      assertThat(at - before).isBetween(least, most);
      before = at;
    }
  }
}
