package io.megadb.oltp.log;

/**
 * One committed transaction.
 *
 * @param lsn place in the commit order; strictly increasing, not necessarily dense
 * @param transactionId the transaction's number
 * @param commitMicros commit time, microseconds since 1970-01-01 UTC
 * @param changes in the order they apply; may be iterated more than once
 */
public record LogRecord(
    long lsn, long transactionId, long commitMicros, Iterable<? extends LogChange> changes) {}
