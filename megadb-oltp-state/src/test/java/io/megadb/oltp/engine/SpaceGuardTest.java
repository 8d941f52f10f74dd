package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.StoreStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceGuardTest {
  @TempDir private Path directory;
  private final AtomicLong needed = new AtomicLong();
  private final StatusBoard status = new StatusBoard(change -> {});

  private SpaceGuard guard() {
    return new SpaceGuard(directory, needed::get, status);
  }

  @Test
  void refusesUntilThereIsRoomForTheNextFlush() {
    SpaceGuard guard = guard();
    needed.set(Long.MAX_VALUE);
    guard.poll();
    OltpException refused = catchThrowableOfType(OltpException.class, guard::check);
    assertThat(refused.reason()).isEqualTo(new Reason.DiskFull(directory, Long.MAX_VALUE));
    assertThat(status.status()).isEqualTo(new StoreStatus.ReadOnly(refused.reason()));
    needed.set(0);
    assertThatCode(guard::check).as("looks again by itself").doesNotThrowAnyException();
  }

  @Test
  void refusesOthersWhileACommitThatIsInTheLogWaits() {
    SpaceGuard guard = guard();
    guard.awaitSpace(new OltpException(new Reason.DiskFull(directory, 0)));
    assertThatThrownBy(guard::check).isInstanceOf(OltpException.class);
    guard.spaceReturned();
    assertThatCode(guard::check).doesNotThrowAnyException();
  }

  @Test
  void aClosingStoreDoesNotWaitForSpace() {
    SpaceGuard guard = guard();
    OltpException full = new OltpException(new Reason.DiskFull(directory, 0));
    guard.close();
    assertThatThrownBy(() -> guard.awaitSpace(full)).isSameAs(full);
  }
}
