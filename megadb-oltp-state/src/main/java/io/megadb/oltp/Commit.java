package io.megadb.oltp;

import java.util.concurrent.CompletableFuture;

/**
 * A commit whose record is appended: it is visible and its locks are released, but it may be
 * acknowledged to a client only when {@code durable} is complete.
 *
 * @param lsn the commit's LSN; for a transaction that changed nothing, the newest LSN it observed
 * @param durable completes after the record was forced to disk; fails with {@link OltpException}
 *     ({@link Reason.EngineStopped}) when it could not be, and then the outcome is unknown
 */
public record Commit(long lsn, CompletableFuture<Void> durable) {}
