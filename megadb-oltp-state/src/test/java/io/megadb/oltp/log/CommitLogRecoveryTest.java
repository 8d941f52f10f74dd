package io.megadb.oltp.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitLogRecoveryTest {
  private static final String FIRST = "0000000000000001.log";
  private static final List<String> ALL = List.of("1 a b", "2 c", "3 d e f", "4 g", "5 h");

  /** Five acknowledged records in one segment, as a killed process leaves them. */
  private static SimulatedDisk written() {
    SimulatedDisk disk = new SimulatedDisk();
    try (CommitLog log = new LogFixture().open(disk)) {
      LogFixture.appendDurably(log, 1, "a", "b");
      LogFixture.appendDurably(log, 2, "c");
      LogFixture.appendDurably(log, 3, "d", "e", "f");
      LogFixture.appendDurably(log, 4, "g");
      LogFixture.appendDurably(log, 5, "h");
    }
    return disk;
  }

  private static List<String> replay(Disk disk) {
    LogFixture fixture = new LogFixture();
    fixture.open(disk).close();
    return fixture.replayed;
  }

  private static Reason refusal(Disk disk) {
    OltpException refused =
        catchThrowableOfType(OltpException.class, () -> new LogFixture().open(disk).close());
    return refused == null ? null : refused.reason();
  }

  @Test
  void replaysWhatWasWritten() {
    SimulatedDisk disk = written();
    assertThat(replay(disk)).isEqualTo(ALL);
    assertThat(replay(disk)).as("a second time").isEqualTo(ALL);
  }

  @Test
  void replaysOnlyWhatTheStateDoesNotHave() {
    LogFixture fixture = new LogFixture();
    fixture.open(written(), 3, 64 << 10).close();
    assertThat(fixture.replayed).containsExactly("4 g", "5 h");
  }

  @Test
  void truncationAtAnyByteLeavesAPrefixOfTheRecords() {
    byte[] whole = written().content(FIRST);
    for (int length = SegmentHeader.BYTES; length <= whole.length; length++) {
      SimulatedDisk disk = new SimulatedDisk();
      disk.replace(FIRST, Arrays.copyOf(whole, length));
      List<String> replayed = replay(disk);
      assertThat(replayed).as("cut at %d", length).isEqualTo(ALL.subList(0, replayed.size()));
      if (length == whole.length) {
        assertThat(replayed).isEqualTo(ALL);
      }
    }
  }

  @Test
  void truncationInsideTheHeaderIsRefused() {
    byte[] whole = written().content(FIRST);
    for (int length = 0; length < SegmentHeader.BYTES; length++) {
      SimulatedDisk disk = new SimulatedDisk();
      disk.replace(FIRST, Arrays.copyOf(whole, length));
      assertThat(refusal(disk)).as("cut at %d", length).isInstanceOf(Reason.CorruptLog.class);
    }
  }

  @Test
  void anyFlippedBitIsRefusedOrLosesNothing() {
    byte[] whole = written().content(FIRST);
    int refused = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      SimulatedDisk disk = new SimulatedDisk();
      disk.replace(FIRST, flipped);
      LogFixture fixture = new LogFixture();
      try (CommitLog log = fixture.open(disk)) {
        assertThat(fixture.replayed).as("bit %d", bit).isEqualTo(ALL);
        assertThat(log.durableLsn()).isEqualTo(5);
      } catch (OltpException e) {
        assertThat(e.reason()).as("bit %d", bit).isInstanceOf(Reason.CorruptLog.class);
        refused++;
      }
    }
    // Only the trailing mark, which no acknowledgement depends on, may be cut off.
    assertThat(refused).isGreaterThan(8 * (whole.length - 2 * Frame.HEADER_BYTES));
  }

  @Test
  void damageNamesFileAndOffset() {
    SimulatedDisk disk = written();
    byte[] bytes = disk.content(FIRST);
    bytes[SegmentHeader.BYTES + Frame.HEADER_BYTES] ^= 1;
    disk.replace(FIRST, bytes);
    assertThat(refusal(disk))
        .isEqualTo(
            new Reason.CorruptLog(
                disk.path(FIRST),
                SegmentHeader.BYTES,
                "invalid frame where the log had been forced to disk"));
  }

  @Test
  void aLostUnforcedBatchIsATornTailAndNotDamage() {
    for (int seed = 0; seed < 300; seed++) {
      SimulatedDisk disk = new SimulatedDisk();
      LogFixture fixture = new LogFixture();
      CommitLog log = fixture.open(disk);
      LogFixture.appendDurably(log, 1, "a", "b");
      LogFixture.appendDurably(log, 2, "c");
      disk.holdSyncs(true);
      LogFixture.append(log, 3, "d", "e", "f");
      LogFixture.append(log, 4, "g");
      LogFixture.append(log, 5, "h");
      SimulatedDisk left = disk.afterPowerLoss(new Random(seed));
      disk.holdSyncs(false);
      log.close();
      List<String> replayed = replay(left);
      assertThat(replayed).as("seed %d", seed).isEqualTo(ALL.subList(0, replayed.size()));
      assertThat(replayed.size()).as("seed %d", seed).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aSealedSegmentMustBeWhole() {
    SimulatedDisk disk = new SimulatedDisk();
    try (CommitLog log = new LogFixture().open(disk, 0, 4096)) {
      for (int lsn = 1; lsn <= 200; lsn++) {
        LogFixture.appendDurably(log, lsn, "key" + lsn);
      }
    }
    assertThat(disk.list()).hasSizeGreaterThan(2);
    assertThat(replay(disk.afterKill())).hasSize(200);
    byte[] first = disk.content(FIRST);
    for (int length : List.of(first.length - 1, first.length - Frame.HEADER_BYTES)) {
      SimulatedDisk damaged = disk.afterKill();
      damaged.replace(FIRST, Arrays.copyOf(first, length));
      assertThat(refusal(damaged)).isInstanceOf(Reason.CorruptLog.class);
    }
    SimulatedDisk missing = disk.afterKill();
    String second = disk.list().stream().sorted().skip(1).findFirst().orElseThrow();
    try {
      missing.delete(second);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(refusal(missing)).isInstanceOf(Reason.CorruptLog.class);
  }

  @Test
  void aLogThatEndsBeforeTheStateIsRefused() {
    OltpException refused =
        catchThrowableOfType(
            OltpException.class, () -> new LogFixture().open(written(), 6, 64 << 10));
    assertThat(refused.reason()).isEqualTo(new Reason.StateAheadOfLog(6, 5));
  }

  @Test
  void aLogThatStartsAfterTheStateIsRefused() {
    SimulatedDisk disk = new SimulatedDisk();
    try (CommitLog log = new LogFixture().open(disk, 0, 4096)) {
      for (int lsn = 1; lsn <= 60; lsn++) {
        LogFixture.appendDurably(log, lsn, "key" + lsn);
      }
      log.deleteThrough(50);
    }
    assertThat(disk.list()).doesNotContain(FIRST);
    assertThat(refusal(disk)).isInstanceOf(Reason.LogGap.class);
  }

  @Test
  void anotherClustersSegmentIsRefused() {
    OltpException refused =
        catchThrowableOfType(
            OltpException.class,
            () ->
                CommitLog.open(
                    written(),
                    new LogSettings(new UUID(3, 4), 1, 4096, 4096, 4096),
                    0,
                    record -> {},
                    new LogFixture()));
    assertThat(refused.reason()).isInstanceOf(Reason.WrongCluster.class);
  }

  @Test
  void aRecordOfManyFramesIsAllOrNothing() {
    SimulatedDisk disk = new SimulatedDisk();
    String megabyte = "x".repeat(1 << 20);
    try (CommitLog log = new LogFixture().open(disk, 0, 16 << 20)) {
      LogFixture.appendDurably(log, 1, "before");
      LogFixture.appendDurably(log, 2, megabyte, megabyte, megabyte);
      LogFixture.appendDurably(log, 3, "after");
    }
    LogFixture whole = new LogFixture();
    whole.open(disk.afterKill()).close();
    assertThat(whole.replayed).hasSize(3);
    assertThat(whole.replayed.get(1)).hasSize(2 + 3 * megabyte.length() + 2);
    byte[] bytes = disk.content(FIRST);
    SimulatedDisk cut = new SimulatedDisk();
    cut.replace(FIRST, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(replay(cut)).containsExactly("1 before");
  }
}
