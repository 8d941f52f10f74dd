package io.megadb.oltp;

/**
 * A point inside a transaction to which it can be rolled back; made by {@link
 * Transaction#savepoint}.
 *
 * @param transactionId the transaction it belongs to
 * @param writes number of writes before it
 * @param locks number of locks acquired before it
 * @param participants number of participants enlisted before it
 */
public record Savepoint(long transactionId, int writes, int locks, int participants) {}
