package io.megadb.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.operator.fixture.PlanFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpITCase {
  private final PlanFixture fixture = new PlanFixture();

  @Test
  void runsItsJobsAndLeavesNothing() {
    try (WarmUp warmUp = new WarmUp(5, fixture.extensions(), () -> true)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> warmUp.done() == 5);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> ProcessRegistry.size() == 0);
  }

  @Test
  void doesNothingWhenSwitchedOffAndWaitsWhileTheProcessIsBusy() {
    try (WarmUp off = new WarmUp(0, fixture.extensions(), () -> true);
        WarmUp busy = new WarmUp(5, fixture.extensions(), () -> false)) {
      assertThat(off.done()).isZero();
      assertThat(busy.done()).isZero();
    }
  }
}
