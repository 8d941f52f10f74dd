/**
 * What goes over Flink's network stack: batches with their channel. Read {@link
 * io.megadb.flink.exchange.RoutedBatch} first.
 */
package io.megadb.flink.exchange;
