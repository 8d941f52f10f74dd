package io.megadb.gateway.session;

import java.time.Instant;

/** Wall-clock time in PostgreSQL's unit. */
final class Clock {
  /** Seconds from 1970-01-01 to 2000-01-01. */
  private static final long EPOCH_SECONDS = 946_684_800;

  private Clock() {}

  /** Now, in µs from 2000-01-01 UTC. */
  static long micros() {
    Instant now = Instant.now();
    return (now.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + now.getNano() / 1000;
  }
}
