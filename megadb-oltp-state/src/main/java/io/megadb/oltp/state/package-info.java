/**
 * The multi-version state: what applying the log's records in order yields. It can be rebuilt from
 * the log at any time and is persisted only to bound replay.
 *
 * <p>{@link io.megadb.oltp.state.StateMachine} decides what a record does; a {@link
 * io.megadb.oltp.state.StateView} only stores versions. This package knows no locks, transactions
 * or files of the log.
 */
package io.megadb.oltp.state;
