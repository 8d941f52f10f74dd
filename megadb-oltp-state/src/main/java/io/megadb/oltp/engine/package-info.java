/**
 * Transactions over log, state and locks: the implementation behind {@link
 * io.megadb.oltp.OltpStore}.
 *
 * <p>{@link io.megadb.oltp.engine.OltpEngine} wires the parts; {@link
 * io.megadb.oltp.engine.CommitPipeline} is where a transaction becomes a log record and visible.
 */
package io.megadb.oltp.engine;
