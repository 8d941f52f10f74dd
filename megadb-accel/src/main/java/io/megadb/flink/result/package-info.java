/**
 * The way of result rows from the job's root task to the reader: pushed, bounded, never polled.
 * Read {@link io.megadb.flink.result.ResultChannel} first.
 */
package io.megadb.flink.result;
